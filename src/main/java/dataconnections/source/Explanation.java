package dataconnections.source;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * What a look-up at an external API would do.
 *
 * @param request what would be sent, its secrets masked; null when it cannot be filled
 * @param refusedBy the first rule that forbids the call; null when none does
 * @param cache what is remembered; null when the request cannot be filled
 * @param breaker how the API stands with this process; null when its url cannot be called
 */
public record Explanation(@Nullable Request request, @Nullable RefusedBy refusedBy, @Nullable Cache cache,
		@Nullable Breaker breaker) {

	/**
	 * A request with its secrets masked.
	 *
	 * @param method its method
	 * @param url its url
	 * @param headers those that the connection gives
	 * @param body its JSON text; null when there is none
	 */
	public record Request(String method, String url, Map<String, String> headers, @JsonRawValue @Nullable String body) {

		/** Parts of it may be secret all the same. */
		@Override
		public String toString() {
			return "Request[" + this.method + "]";
		}

	}

	/**
	 * A rule that forbids a call.
	 *
	 * @param rule placeholder, header, url or address
	 * @param type a stable word for a machine
	 * @param detail a sentence
	 */
	public record RefusedBy(String rule, String type, String detail) {
	}

	/**
	 * What is remembered.
	 *
	 * @param state where the answer would come from now
	 * @param age the seconds since the API gave what is remembered; null when nothing is
	 */
	public record Cache(Answer.Origin state, @Nullable Long age) {
	}

	/**
	 * How an API stands with this process.
	 *
	 * @param state closed, open or half_open
	 * @param retryAfter the seconds for which it is left alone yet
	 * @param retriesLeft the retries that its budget has now
	 */
	public record Breaker(String state, long retryAfter, int retriesLeft) {
	}

}
