package dataconnections.placeholder;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects refusals: the first {@value #MAX}, and how many there are in all.
 */
final class Refusals {

	static final int MAX = 100;

	private final List<Refusal> first = new ArrayList<>();

	private long count;

	void add(Refusal refusal) {
		this.count++;
		if (this.first.size() < MAX) {
			this.first.add(refusal);
		}
	}

	void throwIfAny() {
		if (this.count > 0) {
			throw new PlaceholderException(this.first, this.count);
		}
	}

}
