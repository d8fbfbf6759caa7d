package dataconnections.source;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dataconnections.address.InvalidTargetException;
import dataconnections.address.TargetUrl;
import dataconnections.placeholder.PlaceholderException;
import dataconnections.placeholder.Refusal;
import dataconnections.source.Explanation.RefusedBy;
import dataconnections.upstream.Failure;
import dataconnections.upstream.Forecasts;
import dataconnections.upstream.HeaderRules;
import dataconnections.upstream.OutgoingRequest;
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

	private final Forecasts forecasts;

	Rehearsals(AnswerCache cache, Forecasts forecasts) {
		this.cache = cache;
		this.forecasts = forecasts;
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
			Forecasts.Condition found = this.forecasts.condition(source.brandId(), url);
			return new Explanation(shown, refusal(source, request, url), known,
					new Explanation.Breaker(found.state(), seconds(found.left()), found.retries()));
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
		return this.forecasts.lookUp(url.getHost(), Duration.ofSeconds(source.api().timeout()))
			.map((failure) -> new RefusedBy("address", failure.word(), failure.sentence()))
			.orElse(null);
	}

	private static long seconds(Duration duration) {
		return duration.plusNanos(999_999_999).toSeconds();
	}

}
