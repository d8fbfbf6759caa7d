package dataconnections.placeholder;

/**
 * How much longer a part of the request may become.
 */
final class Limit {

	private final String part;

	private final int most;

	private int left;

	/**
	 * A limit.
	 * @param part what may not become longer
	 * @param most the most characters of the template and what is put into it
	 * @param template the characters of the template
	 */
	Limit(String part, int most, int template) {
		this.part = part;
		this.most = most;
		this.left = most - template;
	}

	/**
	 * Takes room for a text.
	 * @param text the text
	 * @return the text
	 * @throws UnfitException when there is not enough left
	 */
	String take(String text) {
		take(text.length());
		return text;
	}

	void take(int characters) {
		this.left = (characters > this.left) ? -1 : this.left - characters;
		if (isExceeded()) {
			throw new UnfitException("filled_too_long",
					"makes the %s longer than %,d characters: send shorter values.".formatted(this.part, this.most));
		}
	}

	boolean isExceeded() {
		return this.left < 0;
	}

}
