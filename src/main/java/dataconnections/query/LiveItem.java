package dataconnections.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dataconnections.placeholder.PlaceholderException;
import dataconnections.placeholder.Refusal;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One look-up at an external API.
 *
 * @param values what fills the placeholders
 * @param place where they came from
 * @param keyPlace where the key came from, if not from there
 */
record LiveItem(Map<String, JsonNode> values, List<Object> place, @Nullable List<Object> keyPlace) {

	/** The values may be secret. */
	@Override
	public String toString() {
		return "LiveItem" + this.place;
	}

	ProblemException problem(Source source, PlaceholderException unfit) {
		return ProblemException.invalid(unfit.refusals().stream().map((refusal) -> violation(source, refusal)).toList(),
				unfit.count());
	}

	private Violation violation(Source source, Refusal refusal) {
		List<Object> path = new ArrayList<>();
		if (this.keyPlace != null && refusal.placeholder().equals(source.primaryKey())) {
			path.addAll(this.keyPlace);
		}
		else {
			path.addAll(this.place);
			path.add(refusal.placeholder());
		}
		return Violation.body(refusal.type(), refusal.sentence(), path.toArray());
	}

}
