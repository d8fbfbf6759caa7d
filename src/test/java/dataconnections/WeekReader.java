package dataconnections;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dataconnections.Client.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A client that looks records up while they are uploaded: in each answer all are of one
 * version, which is none from before the last acknowledged one.
 */
final class WeekReader implements Runnable {

	private final Week week;

	private final WeekUploader uploader;

	private final Random random;

	WeekReader(Week week, WeekUploader uploader, Random random) {
		this.week = week;
		this.uploader = uploader;
		this.random = random;
	}

	@Override
	public void run() {
		while (!this.week.isOver()) {
			if (this.uploader.acknowledged() > 0) {
				look();
			}
			this.week.pause(this.random);
		}
	}

	private void look() {
		List<Integer> keys = this.random.ints(1 + this.random.nextInt(200), 0, WeekUploader.ROWS)
			.distinct()
			.boxed()
			.toList();
		switch (this.random.nextInt(5)) {
			case 0 -> compare(1, "/query", "{\"primary_key\":" + keys.getFirst() + "}", "/data");
			case 1 -> compare(keys.size(), "/api_batch_query", "{\"primary_keys\":" + keys + "}", "/results");
			case 2 -> compare(keys.size(), "/external-content/emarsys", keys.stream()
				.map((key) -> "{\"id\":\"" + key + "\"}")
				.collect(Collectors.joining(",", "{\"parameters\":[", "],\"fields\":[\"v\",\"name\"],\"limit\":1}")),
					"/content");
			case 3 -> compare(100, "/query", "{}", "/data");
			default -> compare(keys.size(), "/query", "{\"primary_keys\":" + keys + ",\"fields\":[\"v\"]}", "/data");
		}
	}

	/** Compares what is found with what was uploaded, as far as it can be known. */
	private void compare(int expected, String path, String request, String place) {
		int oldest = this.uploader.acknowledged();
		Optional<Answer> answer = this.week.send("POST", this.uploader.connection() + path, request);
		int newest = this.uploader.attempted();
		answer.ifPresent((known) -> {
			this.week.findings().count("compared: " + path);
			JsonNode found = known.json().at(place);
			Set<Integer> versions = new TreeSet<>();
			(found.isObject() ? List.of(found) : found).forEach((record) -> versions.add(version(record)));
			boolean one = versions.size() == 1 && versions.iterator().next() >= oldest
					&& versions.iterator().next() <= newest;
			this.week.findings()
				.check(known.status() == 200 && one && (found.isObject() ? 1 : found.size()) == expected,
						path + " found versions " + versions + " where there were " + oldest + " to " + newest + ": "
								+ known.status() + " " + known.body());
		});
	}

	private static int version(JsonNode record) {
		JsonNode version = record.path("v").isMissingNode() ? record.at("/data/v") : record.path("v");
		return version.isMissingNode() ? Integer.MIN_VALUE : Integer.parseInt(version.asString());
	}

}
