package dataconnections.emarsys;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import dataconnections.placeholder.PlaceholderException;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.Answer;
import dataconnections.upstream.Failure;
import dataconnections.source.Lookups;
import dataconnections.upstream.Outcome;
import dataconnections.source.Source;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * The data of an external API: reference fields fill the placeholders of the same names,
 * further ones are echoed only.
 */
@Component
class LiveContent {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private final Lookups lookups;

	LiveContent(Lookups lookups) {
		this.lookups = lookups;
	}

	void find(Source source, Set<ParameterSet> sets, BiConsumer<ParameterSet, byte[]> found) {
		requireFields(source, sets);
		List<ParameterSet> asked = new ArrayList<>();
		List<Map<String, JsonNode>> values = new ArrayList<>();
		for (ParameterSet set : sets) {
			values(source, set).ifPresent((fitting) -> {
				asked.add(set);
				values.add(fitting);
			});
		}
		List<Answer> answers = asked.isEmpty() ? List.of() : this.lookups.find(source, values);
		for (int i = 0; i < answers.size(); i++) {
			switch (answers.get(i).outcome()) {
				case Outcome.Answered answered -> found.accept(asked.get(i), answered.json());
				case Outcome.NoData none -> {
				}
				case Outcome.Failed failed -> throw problem(failed);
			}
		}
	}

	private static void requireFields(Source source, Set<ParameterSet> sets) {
		for (String name : source.placeholders()) {
			if (sets.stream().allMatch((set) -> set.get(name) == null)) {
				throw ProblemException.invalid(Violation.body("missing",
						"No parameter set has \"" + name
								+ "\", a placeholder of this connection: name a reference field like it.",
						"parameters"));
			}
		}
	}

	/** Values that cannot be sent are those of a contact that there is no data for. */
	private static Optional<Map<String, JsonNode>> values(Source source, ParameterSet set) {
		Map<String, JsonNode> values = new LinkedHashMap<>();
		for (String name : source.placeholders()) {
			Scalar value = set.get(name);
			if (value == null || value.kind() == Scalar.Kind.NULL) {
				return Optional.empty();
			}
			values.put(name, value.toJson());
		}
		try {
			source.requireFit(values);
			return Optional.of(values);
		}
		catch (PlaceholderException ex) {
			return Optional.empty();
		}
	}

	private static ProblemException problem(Outcome.Failed failed) {
		if (failed.kind().category() == Failure.Category.REFUSED) {
			return ProblemException.invalid(Violation.body("upstream_refused", failed.cause()));
		}
		return ProblemException
			.unavailable("The data of some contacts cannot be had now. " + failed.cause(),
					Objects.requireNonNullElse(failed.retryAfter(), RETRY_AFTER), null)
			.withUpstreamStatus(failed.upstreamStatus());
	}

}
