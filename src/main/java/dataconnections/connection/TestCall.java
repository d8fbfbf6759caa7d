package dataconnections.connection;

import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.ExternalApiCheck;
import dataconnections.upstream.Failure;
import dataconnections.source.Lookups;
import dataconnections.upstream.Outcome;
import dataconnections.source.Source;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Proves that an external API can be called before anything is stored.
 */
@Component
class TestCall {

	private final Lookups lookups;

	TestCall(Lookups lookups) {
		this.lookups = lookups;
	}

	/**
	 * Calls the API with its sample values.
	 * @return the data
	 * @throws ProblemException when that gives no data
	 */
	Outcome.Answered prove(Source source) {
		return switch (this.lookups.test(source)) {
			case Outcome.Answered answered -> answered;
			case Outcome.NoData none ->
				throw failed("The upstream answered with status " + none.upstreamStatus() + ".", none.upstreamStatus());
			case Outcome.Failed failed when failed.kind() == Failure.ADDRESS_REFUSED -> throw ProblemException
				.invalid(Violation.body("address_refused", failed.cause(), ExternalApiCheck.MEMBER, "url"));
			case Outcome.Failed failed -> throw failed(failed.cause(), failed.upstreamStatus());
		};
	}

	/** The structure of the data is told from the answer once the API is stored. */
	void note(Source source, Outcome.Answered answered) {
		this.lookups.note(source, answered);
	}

	private static ProblemException failed(String cause, @Nullable Integer upstreamStatus) {
		return ProblemException.invalid(Violation.body("test_call_failed",
				"The test call with sample_placeholder_values gave no data, so nothing was stored. " + cause,
				ExternalApiCheck.MEMBER))
			.withUpstreamStatus(upstreamStatus);
	}

}
