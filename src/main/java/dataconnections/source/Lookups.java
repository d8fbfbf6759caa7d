package dataconnections.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.upstream.Deadline;
import dataconnections.upstream.Outcome;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/**
 * Looks data up at external APIs, through the memory of what they have answered.
 */
@Service
@EnableConfigurationProperties(LookupSettings.class)
public class Lookups {

	/** A call ends by its own timeout, which counts against the upstream. */
	private static final Duration GRACE = Duration.ofSeconds(1);

	private final AnswerCache cache;

	private final Gathering gathering;

	private final Fetcher fetcher;

	private final LastAnswers last;

	private final Duration timeout;

	private final Ticker ticker;

	Lookups(AnswerCache cache, Gathering gathering, Fetcher fetcher, LastAnswers last, LookupSettings settings,
			Ticker ticker) {
		this.cache = cache;
		this.gathering = gathering;
		this.fetcher = fetcher;
		this.last = last;
		this.timeout = settings.timeout();
		this.ticker = ticker;
	}

	/**
	 * Looks one answer up.
	 * @param source where it comes from
	 * @param values what fills the placeholders
	 * @return the answer; out of time when the API's timeout is over
	 * @throws dataconnections.placeholder.PlaceholderException when values are missing,
	 * not asked for or unfit
	 */
	public Answer find(Source source, Map<String, JsonNode> values) {
		Optional<Answer> fresh = this.cache.fresh(AnswerKey.of(source, values), Freshness.of(source.api()));
		fresh.ifPresent((answer) -> answer.count(source.tally()));
		return fresh.orElseGet(() -> find(source, List.of(values)).getFirst());
	}

	/**
	 * Looks many answers up. Each is asked for at most once, however often it is wanted.
	 * @param source where they come from
	 * @param values for each answer, what fills the placeholders
	 * @return the answers in the same order; what is not there in time is out of time
	 * @throws dataconnections.placeholder.PlaceholderException when values are missing,
	 * not asked for or unfit; then nothing was asked for
	 */
	public List<Answer> find(Source source, List<Map<String, JsonNode>> values) {
		List<AnswerKey> keys = new ArrayList<>(values.size());
		Map<AnswerKey, Wanted> distinct = new LinkedHashMap<>();
		for (Map<String, JsonNode> each : values) {
			Wanted wanted = Wanted.of(source, each);
			keys.add(wanted.key());
			distinct.putIfAbsent(wanted.key(), wanted);
		}
		distinct.forEach((key, wanted) -> {
			if (!this.cache.knows(key)) {
				source.requireFit(wanted.values());
			}
		});
		Map<AnswerKey, Answer> answers = this.gathering.gather(distinct, Freshness.of(source.api()),
				Deadline.in(timeout(source, distinct.size()), this.ticker));
		List<Answer> found = keys.stream().map((key) -> Objects.requireNonNull(answers.get(key))).toList();
		found.forEach((answer) -> answer.count(source.tally()));
		return found;
	}

	/**
	 * Makes the call that the source's samples fill. Nothing is remembered of it.
	 * @param source the source
	 * @return how the call ended; for a batch endpoint, with one of the records
	 */
	public Outcome test(Source source) {
		return this.fetcher.test(source);
	}

	/**
	 * Keeps an answer as the one from which the structure of a source's data is told.
	 * @param source the source
	 * @param answered the answer
	 */
	public void note(Source source, Outcome.Answered answered) {
		this.last.note(source, answered.json());
	}

	/**
	 * The last good answer of a source.
	 * @param source the source
	 * @return its JSON, if it is still known
	 */
	public Optional<byte[]> last(Source source) {
		return this.last.of(source);
	}

	/** One that waits for a call of many waits no longer than for one of its own. */
	private Duration timeout(Source source, int count) {
		return (count == 1) ? Duration.ofSeconds(source.api().timeout()).plus(GRACE) : this.timeout;
	}

}
