package dataconnections.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A part of the document in YAML. Where it has the {@code externalValue} of an example,
 * that is a file beside it, whose content takes the place.
 *
 * @param resource the file
 */
record DescriptionFile(Resource resource) {

	private static final String EXTERNAL = "externalValue";

	static List<DescriptionFile> find(String pattern) {
		try {
			return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:openapi/" + pattern))
				.map(DescriptionFile::new)
				.sorted(Comparator.comparing(DescriptionFile::toString))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	ObjectNode read() {
		try {
			ObjectNode description = Yaml31.mapper().readValue(text(this.resource), ObjectNode.class);
			for (JsonNode example : description.findParents(EXTERNAL)) {
				String name = ((ObjectNode) example).remove(EXTERNAL).asText();
				((ObjectNode) example).set("value", value(name, text(this.resource.createRelative(name))));
			}
			return description;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unreadable: " + this, ex);
		}
	}

	String name() {
		return Objects.requireNonNull(this.resource.getFilename()).replace(".yaml", "");
	}

	String folder() {
		String[] path = toString().split("/", -1);
		return path[path.length - 2];
	}

	@Override
	public String toString() {
		try {
			return this.resource.getURL().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode value(String name, String text) throws IOException {
		return name.endsWith(".json") ? Json31.mapper().readTree(text) : TextNode.valueOf(text);
	}

	private static String text(Resource resource) throws IOException {
		return resource.getContentAsString(StandardCharsets.UTF_8);
	}

}
