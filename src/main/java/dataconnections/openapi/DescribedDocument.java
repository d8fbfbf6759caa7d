package dataconnections.openapi;

import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Shows the operations that are described and that springdoc has found in the
 * controllers, in the words of the description.
 */
class DescribedDocument implements OpenApiCustomizer {

	private final Description description;

	DescribedDocument(Description description) {
		this.description = description;
	}

	@Override
	public void customise(OpenAPI found) {
		Map<String, PathItem> items = new TreeMap<>();
		for (DescribedOperation described : this.description.operations()) {
			PathItem item = found.getPaths().get(this.description.basePath() + described.path());
			if (item != null && item.readOperationsMap().containsKey(described.method())) {
				items.computeIfAbsent(described.path(), (path) -> new PathItem())
					.operation(described.method(), described.operation());
			}
		}
		Paths paths = new Paths();
		paths.putAll(items);
		found.setPaths(paths);
		found.getComponents().setSchemas(this.description.schemas());
	}

}
