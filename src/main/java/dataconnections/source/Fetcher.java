package dataconnections.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.placeholder.PlaceholderException;
import dataconnections.tally.Calls;
import dataconnections.upstream.Deadline;
import dataconnections.upstream.Failure;
import dataconnections.upstream.Outcome;
import dataconnections.upstream.OutgoingRequest;
import dataconnections.upstream.Upstream;
import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Asks upstreams for several answers with as few calls as they allow: one for each, or
 * for batch endpoints one for up to {@value #CHUNK}.
 */
@Component
class Fetcher {

	private static final int CHUNK = 1_000;

	private static final byte[] NO_RECORD = "null".getBytes(StandardCharsets.US_ASCII);

	private final Upstream upstream;

	private final LastAnswers last;

	private final FanOut fanOut;

	private final Ticker ticker;

	Fetcher(Upstream upstream, LastAnswers last, LookupSettings settings, Ticker ticker) {
		this.upstream = upstream;
		this.last = last;
		this.fanOut = new FanOut(settings.concurrency());
		this.ticker = ticker;
	}

	/**
	 * Asks, and returns when all is answered.
	 * @param wanted what is asked for, all of one source, fit to be filled
	 * @param answers where each outcome goes as soon as it is there
	 * @param deadline when the calls that are left are given up
	 * @throws InterruptedException when nobody wants the answers any more
	 * @throws TimeoutException when the deadline was over first
	 */
	void ask(List<Wanted> wanted, BiConsumer<Wanted, Outcome> answers, Deadline deadline)
			throws InterruptedException, TimeoutException {
		List<FanOut.Task> tasks = new ArrayList<>();
		if (wanted.getFirst().source().isBatch()) {
			chunks(wanted).forEach((chunk) -> tasks.add(() -> askTogether(chunk, answers)));
		}
		else {
			wanted.forEach((one) -> tasks.add(() -> answers.accept(one, askAlone(one.source(), one.values()))));
		}
		this.fanOut.run(tasks, deadline);
	}

	/**
	 * Makes the call that the source's samples fill.
	 * @param source the source
	 * @return how it ended; for a batch endpoint, with one of the records
	 */
	Outcome test(Source source) {
		try {
			Outcome outcome = call(source, source.fillSample());
			return (source.isBatch() && outcome instanceof Outcome.Answered answered) ? record(source, answered)
					: outcome;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Outcome.Failed.of(Failure.TIMEOUT);
		}
	}

	private static Outcome record(Source source, Outcome.Answered answered) {
		Map<Key, byte[]> records = records(source, answered, source.sampleKeys());
		return (records == null) ? Outcome.Failed.of(Failure.NOT_A_BATCH) : new Outcome.Answered(
				records.values().stream().findFirst().orElse(NO_RECORD), answered.upstreamStatus());
	}

	private Outcome askAlone(Source source, Map<String, JsonNode> values) throws InterruptedException {
		Outcome outcome = call(source, source.fill(values));
		if (outcome instanceof Outcome.Answered answered) {
			this.last.note(source, answered.json());
		}
		return outcome;
	}

	/** A chunk whose keys make the request too long is asked for in two halves. */
	private void askTogether(List<Wanted> chunk, BiConsumer<Wanted, Outcome> answers) throws InterruptedException {
		Source source = chunk.getFirst().source();
		List<JsonNode> keys = chunk.stream().map(Wanted::primaryKey).toList();
		OutgoingRequest request;
		try {
			request = source.fill(chunk.getFirst().shared(), keys);
		}
		catch (PlaceholderException ex) {
			if (chunk.size() == 1) {
				throw ex;
			}
			askTogether(chunk.subList(0, chunk.size() / 2), answers);
			askTogether(chunk.subList(chunk.size() / 2, chunk.size()), answers);
			return;
		}
		Outcome outcome = call(source, request);
		Map<Key, byte[]> records = (outcome instanceof Outcome.Answered answered) ? records(source, answered, keys)
				: null;
		chunk.forEach((one) -> answers.accept(one, outcome(one, outcome, records)));
	}

	private Outcome outcome(Wanted one, Outcome whole, @Nullable Map<Key, byte[]> records) {
		if (!(whole instanceof Outcome.Answered answered)) {
			return whole;
		}
		if (records == null) {
			return Outcome.Failed.of(Failure.NOT_A_BATCH);
		}
		byte[] data = records.get(Key.of(one.primaryKey()));
		if (data == null) {
			return new Outcome.NoData(answered.upstreamStatus());
		}
		this.last.note(one.source(), data);
		return new Outcome.Answered(data, answered.upstreamStatus());
	}

	private Outcome call(Source source, OutgoingRequest request) throws InterruptedException {
		long start = this.ticker.read();
		Outcome outcome = this.upstream.call(source.brandId(), request, Duration.ofSeconds(source.api().timeout()),
				source.api().retries());
		note(source.tally().calls(), outcome, Duration.ofNanos(this.ticker.read() - start));
		return outcome;
	}

	private static void note(Calls calls, Outcome outcome, Duration taken) {
		switch (outcome) {
			case Outcome.Answered answered -> calls.answered(taken);
			case Outcome.NoData none -> calls.answered(taken);
			case Outcome.Failed failed when failed.kind().isBeforeTheCall() -> calls.withheld(failed.kind().word());
			case Outcome.Failed failed -> calls.failed(taken, failed.kind().word(), failed.upstreamStatus());
		}
	}

	private static @Nullable Map<Key, byte[]> records(Source source, Outcome.Answered answered, List<JsonNode> keys) {
		Set<Key> asked = new HashSet<>();
		keys.forEach((key) -> asked.add(Key.of(key)));
		return BatchAnswer.read(answered.json(), source.primaryKey(), asked);
	}

	private static List<List<Wanted>> chunks(List<Wanted> wanted) {
		Map<String, List<Wanted>> groups = new LinkedHashMap<>();
		wanted.forEach((one) -> groups.computeIfAbsent(one.sharedText(), (shared) -> new ArrayList<>()).add(one));
		List<List<Wanted>> chunks = new ArrayList<>();
		for (List<Wanted> group : groups.values()) {
			for (int from = 0; from < group.size(); from += CHUNK) {
				chunks.add(group.subList(from, Math.min(from + CHUNK, group.size())));
			}
		}
		return chunks;
	}

}
