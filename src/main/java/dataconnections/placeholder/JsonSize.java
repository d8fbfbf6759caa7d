package dataconnections.placeholder;

import tools.jackson.databind.JsonNode;

/**
 * How large a JSON value is. Counting stops with a refusal where it is too large, or
 * holds a text that is none.
 */
final class JsonSize {

	/** The deepest JSON that is written, in arrays and objects around one another. */
	static final int MAX_DEPTH = 500;

	private final int most;

	private int characters;

	private int depth;

	private JsonSize(int most) {
		this.most = most;
	}

	/**
	 * Measures a value.
	 * @param value the value
	 * @param most the most characters
	 * @return its size
	 */
	static JsonSize of(JsonNode value, int most) {
		JsonSize size = new JsonSize(most);
		size.add(value, 0);
		return size;
	}

	/**
	 * Counts the characters of a text.
	 * @param text the text
	 * @param most the most characters
	 * @return the number of code points
	 */
	static int characters(String text, int most) {
		int count = (text.length() > 2L * most) ? text.length() : text.codePointCount(0, text.length());
		if (count > most) {
			throw tooLong(most);
		}
		text.codePoints().forEach((c) -> {
			if (c == 0) {
				throw new UnfitException("nul", "has the character U+0000, which no text should have: remove it.");
			}
			if (Character.getType(c) == Character.SURROGATE) {
				throw new UnfitException("lone_surrogate",
						"has U+%04X, half of a surrogate pair and no character: remove it.".formatted(c));
			}
		});
		return count;
	}

	/**
	 * The length of its JSON text.
	 * @return characters, an escaped one counted as one
	 */
	int characters() {
		return this.characters;
	}

	/**
	 * The most arrays and objects around one another.
	 * @return 0 for a scalar
	 */
	int depth() {
		return this.depth;
	}

	private void add(JsonNode value, int above) {
		switch (value.getNodeType()) {
			case ARRAY -> {
				enter(value, above);
				value.values().forEach((item) -> add(item, above + 1));
			}
			case OBJECT -> {
				enter(value, above);
				value.properties().forEach((member) -> {
					count(characters(member.getKey(), this.most) + 3);
					add(member.getValue(), above + 1);
				});
			}
			case STRING -> count(characters(value.stringValue(), this.most) + 2);
			case NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO -> count(value.asString("null").length());
		}
	}

	private void enter(JsonNode container, int above) {
		this.depth = Math.max(this.depth, above + 1);
		if (this.depth > MAX_DEPTH) {
			throw tooDeep();
		}
		count(Math.max(2, container.size() + 1));
	}

	private void count(int more) {
		if (more > this.most - this.characters) {
			throw tooLong(this.most);
		}
		this.characters += more;
	}

	static UnfitException tooDeep() {
		return new UnfitException("too_deep", "is nested too deeply: send at most " + MAX_DEPTH + " levels.");
	}

	private static UnfitException tooLong(int most) {
		return new UnfitException("too_long", "is too long: send at most %,d characters.".formatted(most));
	}

}
