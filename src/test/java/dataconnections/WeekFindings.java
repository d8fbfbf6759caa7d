package dataconnections;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.stream.Collectors.joining;

/** What is seen of a service in use: counted, or wrong. */
final class WeekFindings {

	private static final Logger logger = LoggerFactory.getLogger(WeekFindings.class);

	private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	void count(String what) {
		this.counts.computeIfAbsent(what, (name) -> new LongAdder()).increment();
	}

	void wrong(String what) {
		logger.error("{}", what);
		this.wrong.add(what);
	}

	void check(boolean right, String otherwise) {
		if (!right) {
			wrong(otherwise);
		}
	}

	List<String> wrong() {
		return List.copyOf(this.wrong);
	}

	/** Of all whose names begin so. */
	long sum(String beginning) {
		return this.counts.entrySet()
			.stream()
			.filter((count) -> count.getKey().startsWith(beginning))
			.mapToLong((count) -> count.getValue().sum())
			.sum();
	}

	@Override
	public String toString() {
		return this.counts.entrySet()
			.stream()
			.map((count) -> count.getKey() + ": " + count.getValue())
			.collect(joining("\n"));
	}

}
