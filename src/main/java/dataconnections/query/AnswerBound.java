package dataconnections.query;

import dataconnections.answer.AnswerShare;
import dataconnections.answer.JsonAnswer;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;

/**
 * How large the answer to a look-up of many may become, as it can when one large record
 * is asked for many times.
 */
final class AnswerBound {

	private AnswerBound() {
	}

	static JsonAnswer answer(AnswerShare share, long maxBytes) {
		return new JsonAnswer(share, maxBytes, AnswerBound::exceeded);
	}

	private static ProblemException exceeded(long maxBytes) {
		return ProblemException
			.invalid(Violation.body("answer_too_large",
					"The answer would be larger than " + maxBytes
							+ " bytes (data-connections.query.max-answer-size): ask for less at a time.",
					"primary_keys"));
	}

}
