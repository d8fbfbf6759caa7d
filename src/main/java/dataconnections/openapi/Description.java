package dataconnections.openapi;

import java.util.List;
import java.util.Map;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;

import static java.util.stream.Collectors.toMap;

/**
 * All that is written of the API.
 *
 * @param document the document without its operations and schemas
 * @param schemas the schemas by name
 * @param operations the operations
 */
@SuppressWarnings("rawtypes") // as swagger has them
record Description(OpenAPI document, Map<String, Schema> schemas, List<DescribedOperation> operations) {

	static Description read() {
		OpenAPI document = Json31.mapper()
			.convertValue(DescriptionFile.find("api.yaml").getFirst().read(), OpenAPI.class);
		Map<String, Schema> schemas = DescriptionFile.find("schemas/*.yaml")
			.stream()
			.collect(toMap(DescriptionFile::name, Description::schema));
		List<DescribedOperation> operations = DescriptionFile.find("*/operation.yaml")
			.stream()
			.map(DescribedOperation::of)
			.toList();
		operations.forEach(new CommonProblems(document.getComponents().getResponses())::addTo);
		return new Description(document, schemas, operations);
	}

	String basePath() {
		return this.document.getServers().getFirst().getUrl();
	}

	private static Schema schema(DescriptionFile file) {
		return Json31.mapper().convertValue(file.read(), Schema.class);
	}

}
