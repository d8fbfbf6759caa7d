package dataconnections.upload;

import java.util.ArrayList;
import java.util.List;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;

/**
 * What is wrong with the rows of a request: the first {@value #MAX} places, and how many
 * there are in all.
 */
class Violations {

	static final int MAX = 100;

	private final List<Violation> first = new ArrayList<>();

	private long count;

	void add(Violation violation) {
		this.count++;
		if (this.first.size() < MAX) {
			this.first.add(violation);
		}
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	int size() {
		return Math.toIntExact(Math.min(this.count, Integer.MAX_VALUE));
	}

	void throwIfAny() {
		if (!isEmpty()) {
			throw ProblemException.invalid(this.first, this.count);
		}
	}

}
