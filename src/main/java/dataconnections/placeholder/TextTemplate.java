package dataconnections.placeholder;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text with placeholders. Doubled braces are literal ones, and so are braces around
 * anything that is no name.
 *
 * @param pieces the text in its order, no literal beside another
 */
record TextTemplate(List<Piece> pieces) {

	private static final Pattern MARK = Pattern.compile("\\{\\{|\\}\\}|\\{([A-Za-z_][A-Za-z0-9_.-]*+)\\}");

	static TextTemplate of(String text) {
		List<Piece> pieces = new ArrayList<>();
		StringBuilder literal = new StringBuilder();
		int from = 0;
		for (Matcher mark = MARK.matcher(text); mark.find(); from = mark.end()) {
			literal.append(text, from, mark.start());
			if (mark.group(1) == null) {
				literal.append(text.charAt(mark.start()));
			}
			else {
				flush(literal, pieces);
				pieces.add(new Placeholder(mark.group(1)));
			}
		}
		flush(literal.append(text, from, text.length()), pieces);
		return new TextTemplate(List.copyOf(pieces));
	}

	private static void flush(StringBuilder literal, List<Piece> pieces) {
		if (!literal.isEmpty()) {
			pieces.add(new Literal(literal.toString()));
			literal.setLength(0);
		}
	}

	/**
	 * The names of the placeholders.
	 * @return each once, in the order in which they first appear
	 */
	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		for (Piece piece : this.pieces) {
			if (piece instanceof Placeholder placeholder) {
				names.add(placeholder.name());
			}
		}
		return names;
	}

	/**
	 * The placeholder that is the whole text.
	 * @return its name; empty if there is anything else
	 */
	Optional<String> whole() {
		return (this.pieces.size() == 1 && this.pieces.getFirst() instanceof Placeholder placeholder)
				? Optional.of(placeholder.name()) : Optional.empty();
	}

	Stream<String> literals() {
		return this.pieces.stream().filter(Literal.class::isInstance).map((piece) -> ((Literal) piece).text());
	}

	TextTemplate withLiterals(UnaryOperator<String> change) {
		return new TextTemplate(this.pieces.stream()
			.<Piece>map(
					(piece) -> (piece instanceof Literal literal) ? new Literal(change.apply(literal.text())) : piece)
			.toList());
	}

	/**
	 * The text with its placeholders replaced. What replaces them is not read again.
	 * @param value the text for a name
	 * @return the text
	 */
	String fill(UnaryOperator<String> value) {
		StringBuilder filled = new StringBuilder();
		for (Piece piece : this.pieces) {
			filled.append(switch (piece) {
				case Literal literal -> literal.text();
				case Placeholder placeholder -> value.apply(placeholder.name());
			});
		}
		return filled.toString();
	}

	/** A part of a text. */
	sealed interface Piece {

	}

	record Literal(String text) implements Piece {

	}

	record Placeholder(String name) implements Piece {

	}

}
