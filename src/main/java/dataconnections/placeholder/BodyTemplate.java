package dataconnections.placeholder;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * A JSON body with placeholders in its string values, never in its member names. Filled,
 * it has the same shape.
 */
final class BodyTemplate {

	/** The most characters of the template and what is put into it. */
	static final int MAX_CHARACTERS = 2 * 1024 * 1024;

	private final int length;

	private final BodyPart root;

	private BodyTemplate(int length, BodyPart root) {
		this.length = length;
		this.root = root;
	}

	static BodyTemplate of(JsonNode body) {
		try {
			return new BodyTemplate(JsonSize.of(body, MAX_CHARACTERS).characters(), BodyPart.of(body));
		}
		catch (UnfitException ex) {
			throw new InvalidTemplateException(List.of("body"), ex.type(), ex.sentence("The body"));
		}
	}

	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		this.root.collect(names);
		return names;
	}

	String fill(Filling filling) {
		return BodyWriter.write(this.root, filling, new Limit("body", MAX_CHARACTERS, this.length));
	}

}
