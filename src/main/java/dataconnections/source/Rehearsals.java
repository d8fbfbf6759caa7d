package dataconnections.source;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import dataconnections.placeholder.PlaceholderException;
import dataconnections.placeholder.Refusal;
import dataconnections.source.Explanation.RefusedBy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Service;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Goes through a look-up up to the call, which is not made. The host is looked up, as it
 * would be before the call; nothing is connected to, and nothing remembered.
 */
@Service
public class Rehearsals {

	private final AnswerCache cache;

	private final Safeguards safeguards;

	private final GuardedResolver resolver;

	Rehearsals(AnswerCache cache, Safeguards safeguards, GuardedResolver resolver) {
		this.cache = cache;
		this.safeguards = safeguards;
		this.resolver = resolver;
	}

	/**
	 * Tells what a look-up would do.
	 * @param source where the answer would come from
	 * @param values what fills the placeholders
	 * @param mask hides the secrets of what is shown
	 * @return what would be sent, and what would keep it from being sent
	 */
	public Explanation explain(Source source, Map<String, JsonNode> values, UnaryOperator<ExternalApi> mask) {
		OutgoingRequest request;
		try {
			source.requireFit(values);
			request = source.fillOne(values);
		}
		catch (PlaceholderException ex) {
			Refusal first = ex.refusals().getFirst();
			return new Explanation(null, new RefusedBy("placeholder", first.type(), first.sentence()), null, null);
		}
		Explanation.Request shown = shown(source.shown(mask), values);
		Explanation.Cache known = known(source, values);
		try {
			URI url = TargetUrl.of(request.url());
			Safeguards.Condition found = this.safeguards.condition(source.brandId(), url);
			return new Explanation(shown, refusal(source, request, url), known,
					new Explanation.Breaker(Breaker.word(found.state()), seconds(found.left()), found.retries()));
		}
		catch (InvalidTargetException ex) {
			return new Explanation(shown, new RefusedBy("url", ex.type(), ex.sentence()), known, null);
		}
	}

	/** A placeholder in a secret goes with it, and so does its value. */
	private static Explanation.Request shown(Source source, Map<String, JsonNode> values) {
		Map<String, JsonNode> visible = new LinkedHashMap<>(values);
		visible.keySet().retainAll(source.placeholders());
		OutgoingRequest request = source.fillOne(visible);
		byte[] body = request.body();
		return new Explanation.Request(request.method().name(), request.url(), request.headers(),
				(body != null) ? new String(body, UTF_8) : null);
	}

	private Explanation.Cache known(Source source, Map<String, JsonNode> values) {
		Freshness freshness = Freshness.of(source.api());
		return freshness.isCached()
				? this.cache.peek(AnswerKey.of(source, values), freshness)
					.map((known) -> new Explanation.Cache(known.origin(), known.age().toSeconds()))
					.orElse(new Explanation.Cache(Answer.Origin.MISS, null))
				: new Explanation.Cache(Answer.Origin.BYPASS, null);
	}

	private @Nullable RefusedBy refusal(Source source, OutgoingRequest request, URI url) {
		List<HeaderRules.Fault> faults = HeaderRules.check(request.headers());
		if (!faults.isEmpty()) {
			return new RefusedBy("header", faults.getFirst().type(), Failure.INVALID_HEADER.sentence());
		}
		return lookUp(url.getHost(), Duration.ofSeconds(source.api().timeout()))
			.map((failure) -> new RefusedBy("address", failure.word(), failure.sentence()))
			.orElse(null);
	}

	/** The thread is the look-up's own: whoever gives up interrupts it. */
	private Optional<Failure> lookUp(String host, Duration timeout) {
		FutureTask<Optional<Failure>> lookUp = new FutureTask<>(Inherited.by(() -> failure(host)));
		Thread.ofVirtual().name("explain").start(lookUp);
		try {
			return lookUp.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return Optional.of(Failure.TIMEOUT);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.of(Failure.TIMEOUT);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("An explanation broke off", ex.getCause());
		}
		finally {
			lookUp.cancel(true);
		}
	}

	private Optional<Failure> failure(String host) {
		try {
			this.resolver.resolve(host);
			return Optional.empty();
		}
		catch (UnknownHostException ex) {
			return Optional.of(IoFailures.of(ex));
		}
	}

	private static long seconds(Duration duration) {
		return duration.plusNanos(999_999_999).toSeconds();
	}

}
