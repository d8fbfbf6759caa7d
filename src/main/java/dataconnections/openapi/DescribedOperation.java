package dataconnections.openapi;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;

/**
 * A call and its description. The folder that the description lies in is the operation's
 * id.
 *
 * @param method the HTTP method
 * @param path the path below the server's address
 * @param operation the description, with the parameters of the path
 * @param problems the statuses of the common problems that it can answer with; empty for
 * all of its form
 * @param isLookUp whether a key of scope query may call it
 */
record DescribedOperation(HttpMethod method, String path, Operation operation, List<String> problems,
		boolean isLookUp) {

	private static final Pattern CALL = Pattern.compile("([A-Z]+) (/.*)");

	private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

	static DescribedOperation of(DescriptionFile file) {
		ObjectNode description = file.read();
		Matcher call = CALL.matcher(description.path("call").asText());
		if (!call.matches()) {
			throw new IllegalStateException("No call such as \"GET /connections\" in " + file);
		}
		description.remove("call");
		List<String> problems = description.path("problems").valueStream().map(JsonNode::asText).toList();
		description.remove("problems");
		boolean isLookUp = "query".equals(description.path("scope").asText());
		description.remove("scope");
		Operation operation = Json31.mapper().convertValue(description, Operation.class);
		operation.setOperationId(file.folder());
		operation.setParameters(Stream.concat(pathParameters(call.group(2)), own(operation)).toList());
		return new DescribedOperation(HttpMethod.valueOf(call.group(1)), call.group(2), operation, problems, isLookUp);
	}

	boolean mayAnswer(String status) {
		return this.problems.isEmpty() || this.problems.contains(status);
	}

	boolean hasBody() {
		return this.operation.getRequestBody() != null;
	}

	boolean namesAnObject() {
		return this.path.contains("{");
	}

	boolean answersWithContent() {
		return this.operation.getResponses()
			.entrySet()
			.stream()
			.anyMatch((answer) -> answer.getKey().startsWith("2") && answer.getValue().getContent() != null);
	}

	private static Stream<Parameter> pathParameters(String path) {
		return PATH_PARAMETER.matcher(path)
			.results()
			.map((name) -> new Parameter().$ref("#/components/parameters/" + name.group(1)));
	}

	private static Stream<Parameter> own(Operation operation) {
		return (operation.getParameters() != null) ? operation.getParameters().stream() : Stream.of();
	}

}
