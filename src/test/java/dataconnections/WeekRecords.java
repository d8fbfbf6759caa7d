package dataconnections;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dataconnections.Client.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is found of records, held against what was written. */
final class WeekRecords {

	private final Week week;

	private final String connection;

	private final WeekLedger ledger;

	WeekRecords(Week week, String connection, WeekLedger ledger) {
		this.week = week;
		this.connection = connection;
		this.ledger = ledger;
	}

	void compare(List<String> keys) {
		long from = System.currentTimeMillis();
		Optional<Map<String, JsonNode>> found = lookUp(keys);
		long to = System.currentTimeMillis();
		found.ifPresent((records) -> {
			this.week.findings().count("compared: records");
			for (String key : keys) {
				if (!this.ledger.fits(key, records.get(key), from, to)) {
					this.week.findings()
						.wrong("Of " + key + " there is " + records.get(key) + " in place of " + this.ledger.entry(key)
								+ " from " + from + " to " + to);
				}
			}
		});
	}

	void compareOne(String key) {
		long from = System.currentTimeMillis();
		Optional<Answer> answer = this.week.send("POST", this.connection + "/query",
				"{\"primary_key\":\"" + key + "\"}");
		long to = System.currentTimeMillis();
		answer.ifPresent((known) -> {
			this.week.findings().count("compared: one");
			JsonNode found = (known.status() == 200) ? known.json().path("data") : null;
			this.week.findings()
				.check(this.ledger.fits(key, found, from, to), "Of " + key + " there is " + known.body()
						+ " in place of " + this.ledger.entry(key) + " from " + from + " to " + to);
		});
	}

	/** What is found of these keys; nothing where nobody can be asked. */
	Optional<Map<String, JsonNode>> lookUp(List<String> keys) {
		ObjectNode request = JsonMapper.shared().createObjectNode();
		keys.forEach(request.putArray("primary_keys")::add);
		return this.week.send("POST", this.connection + "/query", request.toString()).map((answer) -> {
			Map<String, JsonNode> found = new HashMap<>();
			answer.json().path("data").forEach((record) -> found.put(record.path("id").asString(), record));
			this.week.findings()
				.check(answer.status() == 200 && found.size() + answer.json().path("missing").size() == keys.size(),
						"Look-up of " + keys.size() + " keys was answered " + answer.status() + " " + answer.body());
			return found;
		});
	}

}
