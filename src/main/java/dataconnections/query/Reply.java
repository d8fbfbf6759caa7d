package dataconnections.query;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import dataconnections.answer.JsonAnswer;
import dataconnections.source.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a look-up answers, and where that came from.
 *
 * @param body the body
 * @param origin where live data came from; null for records that are stored
 * @param age how old the live data is
 */
record Reply(JsonAnswer body, Answer.@Nullable Origin origin, Duration age) {

	static Reply stored(JsonAnswer body) {
		return new Reply(body, null, Duration.ZERO);
	}

	/** Together, answers are as good as the worst of them, and as old as the oldest. */
	static Reply of(JsonAnswer body, List<Answer> answers) {
		return new Reply(body,
				answers.stream().map(Answer::origin).max(Comparator.naturalOrder()).orElse(Answer.Origin.MISS),
				answers.stream().map(Answer::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
	}

	void writeTo(HttpServletResponse response) throws IOException {
		if (this.origin != null) {
			response.setHeader("X-Cache", this.origin.name());
			response.setHeader(HttpHeaders.AGE, String.valueOf(this.age.toSeconds()));
		}
		this.body.writeTo(response);
	}

}
