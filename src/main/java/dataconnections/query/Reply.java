package dataconnections.query;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import dataconnections.source.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * What a look-up answers, and where that came from.
 *
 * @param json the body
 * @param origin where live data came from; null for records that are stored
 * @param age how old the live data is
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(byte[] json, Answer.@Nullable Origin origin, Duration age) {

	static Reply stored(byte[] json) {
		return new Reply(json, null, Duration.ZERO);
	}

	/** Together, answers are as good as the worst of them, and as old as the oldest. */
	static Reply of(byte[] json, List<Answer> answers) {
		return new Reply(json,
				answers.stream().map(Answer::origin).max(Comparator.naturalOrder()).orElse(Answer.Origin.MISS),
				answers.stream().map(Answer::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
	}

	/**
	 * Straight to the client: it is JSON already, and nothing is left to be converted.
	 */
	void writeTo(HttpServletResponse response) throws IOException {
		if (this.origin != null) {
			response.setHeader("X-Cache", this.origin.name());
			response.setHeader(HttpHeaders.AGE, String.valueOf(this.age.toSeconds()));
		}
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(this.json.length);
		response.getOutputStream().write(this.json);
	}

}
