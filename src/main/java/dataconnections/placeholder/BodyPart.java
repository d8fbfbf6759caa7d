package dataconnections.placeholder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * A JSON value with placeholders in its strings.
 */
sealed interface BodyPart {

	static BodyPart of(JsonNode template) {
		if (template.isObject()) {
			Map<String, BodyPart> members = new LinkedHashMap<>();
			template.properties().forEach((member) -> members.put(member.getKey(), of(member.getValue())));
			return new Members(members);
		}
		if (template.isArray()) {
			return new Items(template.values().stream().map(BodyPart::of).toList());
		}
		return template.isString() ? ofString(TextTemplate.of(template.stringValue())) : new Constant(template);
	}

	private static BodyPart ofString(TextTemplate text) {
		return text.whole().<BodyPart>map(Whole::new).orElseGet(() -> new Inside(text));
	}

	/**
	 * Adds the names of the placeholders in the order in which they first appear.
	 * @param names the names so far
	 */
	default void collect(Set<String> names) {
		switch (this) {
			case Members members -> members.members().values().forEach((part) -> part.collect(names));
			case Items items -> items.items().forEach((part) -> part.collect(names));
			case Whole whole -> names.add(whole.name());
			case Inside inside -> names.addAll(inside.text().names());
			case Constant _ -> {
			}
		}
	}

	record Members(Map<String, BodyPart> members) implements BodyPart {

	}

	record Items(List<BodyPart> items) implements BodyPart {

	}

	/** A string that is one placeholder and nothing else. */
	record Whole(String name) implements BodyPart {

	}

	/** Any other string. */
	record Inside(TextTemplate text) implements BodyPart {

	}

	/** A number, a boolean or null. */
	record Constant(JsonNode json) implements BodyPart {

	}

}
