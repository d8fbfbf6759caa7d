package dataconnections;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that changes records, and what they are afterwards.
 *
 * @param name what it is counted as
 * @param method of the request
 * @param path below the connection's
 * @param body of the request
 * @param after what the records hold afterwards; nothing for those that are deleted
 * @param ttl how many seconds they live; null for ever
 */
record WeekChange(String name, String method, String path, String body, Map<String, Optional<ObjectNode>> after,
		@Nullable Integer ttl) {

	private static final JsonMapper JSON = JsonMapper.shared();

	static WeekChange upload(Random random, List<String> keys, int version) {
		Map<String, Optional<ObjectNode>> after = records(keys, version);
		Integer ttl = ttl(random);
		ObjectNode request = JSON.createObjectNode();
		ArrayNode rows = request.putArray("data");
		after.values().forEach((record) -> rows.add(record.orElseThrow()));
		if (ttl != null) {
			request.put("ttl_seconds", ttl);
		}
		return of("upload", "POST", "/upload_data", request.toString(), after, ttl);
	}

	static WeekChange put(Random random, List<String> keys, int version) {
		Map<String, Optional<ObjectNode>> after = records(keys, version);
		Integer ttl = ttl(random);
		ArrayNode request = JSON.createArrayNode();
		after.forEach((key, record) -> {
			ObjectNode data = record.orElseThrow().deepCopy();
			data.remove("id");
			ObjectNode item = request.addObject().put("primary_key", key);
			item.set("data", data);
			item.put("ttl", ttl);
		});
		return of("PUT update_data", "PUT", "/update_data", request.toString(), after, ttl);
	}

	/** Of records that live for ever: the others may be gone before they are changed. */
	static WeekChange patch(WeekLedger ledger, List<String> keys, int version) {
		Map<String, Optional<ObjectNode>> after = new LinkedHashMap<>();
		ArrayNode request = JSON.createArrayNode();
		for (String key : keys) {
			WeekLedger.Entry entry = ledger.entry(key);
			if (entry != null && entry.isForEver()) {
				ObjectNode merged = entry.data().deepCopy();
				ObjectNode change = request.addObject().put("primary_key", key).putObject("data");
				change.put("v", version).putNull("note").put("patched", "by " + version);
				merged.put("v", version).put("patched", "by " + version).remove("note");
				after.put(key, Optional.of(merged));
			}
		}
		return of("PATCH update_data", "PATCH", "/update_data", request.toString(), after, null);
	}

	static WeekChange delete(List<String> keys) {
		Map<String, Optional<ObjectNode>> after = new LinkedHashMap<>();
		keys.forEach((key) -> after.put(key, Optional.empty()));
		return of("delete_data", "POST", "/delete_data", JSON.writeValueAsString(keys), after, null);
	}

	private static WeekChange of(String name, String method, String path, String body,
			Map<String, Optional<ObjectNode>> after, @Nullable Integer ttl) {
		return new WeekChange(name, method, path, body, after, ttl);
	}

	private static Map<String, Optional<ObjectNode>> records(List<String> keys, int version) {
		Map<String, Optional<ObjectNode>> records = new LinkedHashMap<>();
		keys.forEach((key) -> records.put(key, Optional
			.of(JSON.createObjectNode().put("id", key).put("v", version).put("note", "Zoë's № " + version))));
		return records;
	}

	private static @Nullable Integer ttl(Random random) {
		return (random.nextInt(4) == 0) ? 1 + random.nextInt(4) : null;
	}

}
