package dataconnections.emarsys;

import java.util.Collection;
import java.util.IdentityHashMap;

import dataconnections.answer.JsonAnswer;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;

/**
 * An answer as far as it is known, never larger than Emarsys takes.
 */
class ContentAnswer {

	/** Emarsys says 2 MB, which are no fewer bytes than these. */
	static final int MAX_BYTES = 2_000_000;

	private static final String HEAD = "{\"content\":[";

	private static final String TAIL = "]}";

	private final FlatItems items;

	/** Each contact is the same object throughout. */
	private final IdentityHashMap<ParameterSet, byte[]> found = new IdentityHashMap<>();

	private long size = HEAD.length() + TAIL.length() - 1L;

	ContentAnswer(FlatItems items) {
		this.items = items;
	}

	/**
	 * Adds what was found for a contact.
	 * @param set the contact
	 * @param data its data
	 * @throws ProblemException when the answer becomes too large
	 */
	void add(ParameterSet set, byte[] data) {
		byte[] made = this.items.of(set, data, MAX_BYTES);
		if (made.length == 0) {
			return;
		}
		this.size += made.length + 1;
		if (this.size > MAX_BYTES) {
			throw ProblemException.invalid(Violation.body("answer_too_large", "The answer would be larger than the "
					+ MAX_BYTES + " bytes that Emarsys takes: ask for fewer fields.", "fields"));
		}
		this.found.put(set, made);
	}

	/**
	 * The whole answer.
	 * @param order in which order
	 * @return its JSON
	 */
	JsonAnswer whole(Collection<ParameterSet> order) {
		JsonAnswer answer = new JsonAnswer(MAX_BYTES).text(HEAD);
		for (ParameterSet set : order) {
			byte[] made = this.found.get(set);
			if (made != null) {
				answer.item(made);
			}
		}
		return answer.text(TAIL);
	}

}
