package dataconnections.placeholder;

import java.util.List;
import java.util.Set;

/**
 * The value of a header, with placeholders. Only visible ASCII and spaces can be in it,
 * so that no value can begin another header.
 */
final class HeaderTemplate {

	private final TextTemplate text;

	private HeaderTemplate(TextTemplate text) {
		this.text = text;
	}

	static HeaderTemplate of(String name, String value) {
		try {
			requireVisible(value);
		}
		catch (UnfitException ex) {
			throw new InvalidTemplateException(List.of("headers", name), ex.type(), ex.sentence("The header's value"));
		}
		return new HeaderTemplate(TextTemplate.of(value));
	}

	Set<String> names() {
		return this.text.names();
	}

	String fill(Filling filling, Limit limit) {
		return this.text.fill((name) -> filling.use(name, limit, (value) -> limit.take(plain(value)), ""));
	}

	private static String plain(Value value) {
		return switch (value) {
			case Value.Scalar scalar -> requireVisible(scalar.text());
			case Value.Keys keys -> keys.joined();
			case Value.Structure structure -> throw structure.misplaced();
		};
	}

	private static String requireVisible(String text) {
		text.codePoints().filter((c) -> c < ' ' || c > '~').findFirst().ifPresent((c) -> {
			throw new UnfitException("header_character",
					"has the character U+%04X: write visible ASCII and spaces only in a header.".formatted(c));
		});
		return text;
	}

}
