package dataconnections.openapi;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Shows the operations that are described and that springdoc has found in the
 * controllers, in the words of the description.
 */
class DescribedDocument implements OpenApiCustomizer {

	private final Supplier<Description> description;

	DescribedDocument(Supplier<Description> description) {
		this.description = description;
	}

	@Override
	public void customise(OpenAPI found) {
		Description written = this.description.get();
		found.setPaths(paths(found, written));
		found.setInfo(written.document().getInfo());
		found.setServers(written.document().getServers());
		found.setSecurity(written.document().getSecurity());
		found.setTags(written.document().getTags());
		found.setComponents(written.document().getComponents().schemas(written.schemas()));
	}

	private static Paths paths(OpenAPI found, Description written) {
		Map<String, PathItem> items = new TreeMap<>();
		for (DescribedOperation described : written.operations()) {
			PathItem item = found.getPaths().get(written.basePath() + described.path());
			if (item != null && item.readOperationsMap().containsKey(described.method())) {
				items.computeIfAbsent(described.path(), (path) -> new PathItem())
					.operation(described.method(), described.operation());
			}
		}
		Paths paths = new Paths();
		paths.putAll(items);
		return paths;
	}

}
