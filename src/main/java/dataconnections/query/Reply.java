package dataconnections.query;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import dataconnections.source.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

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

	ResponseEntity<byte[]> toResponse() {
		ResponseEntity.BodyBuilder response = ResponseEntity.ok();
		if (this.origin != null) {
			response.header("X-Cache", this.origin.name());
			response.header(HttpHeaders.AGE, String.valueOf(this.age.toSeconds()));
		}
		return response.body(this.json);
	}

}
