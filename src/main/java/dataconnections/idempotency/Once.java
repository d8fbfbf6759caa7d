package dataconnections.idempotency;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * What a call asks for that does its deed once for each {@code Idempotency-Key}: a
 * controller method takes it as a parameter, and gives it its answer in the transaction
 * of the deed. Of a request without such a key it does nothing.
 */
public final class Once {

	static final Once ANY_TIME = new Once(null);

	private final @Nullable Named named;

	private boolean kept;

	private Once(@Nullable Named named) {
		this.named = named;
	}

	static Once of(Named named) {
		return new Once(named);
	}

	/**
	 * Keeps an answer, in the transaction of the main connections that the thread is in.
	 * @param <T> what the answer holds
	 * @param answer the answer, if the transaction is committed
	 * @return the answer
	 */
	public <T> ResponseEntity<T> keep(ResponseEntity<T> answer) {
		if (this.named != null) {
			Assert.state(TransactionSynchronizationManager.isActualTransactionActive(), "There is no transaction");
			keep(this.named, this.named.jdbc(), answer);
		}
		return answer;
	}

	/**
	 * Keeps an answer.
	 * @param <T> what the answer holds
	 * @param transaction the transaction of the deed
	 * @param answer the answer, if it is committed
	 * @return the answer
	 */
	public <T> ResponseEntity<T> keep(JdbcClient transaction, ResponseEntity<T> answer) {
		if (this.named != null) {
			keep(this.named, transaction, answer);
		}
		return answer;
	}

	void end(boolean failed) {
		Named ended = Objects.requireNonNull(this.named);
		ended.attempts().end(ended.attempt(), this.kept && !failed);
	}

	private void keep(Named request, JdbcClient transaction, ResponseEntity<?> answer) {
		byte[] body = (answer.getBody() != null) ? request.json().writeValueAsBytes(answer.getBody()) : null;
		String location = Objects.toString(answer.getHeaders().getLocation(), null);
		request.attempts()
			.keep(transaction, request.attempt(), request.body().fingerprint(),
					new Attempt.Answer(answer.getStatusCode().value(), location, body));
		this.kept = true;
	}

	/**
	 * A request that has an {@code Idempotency-Key}.
	 *
	 * @param attempt the attempt at it
	 * @param body what it is
	 * @param attempts where its answer is kept
	 * @param jdbc the main connections
	 * @param json how answers are written
	 */
	record Named(Attempt.Begun attempt, FingerprintedRequest body, Attempts attempts, JdbcClient jdbc,
			JsonMapper json) {
	}

}
