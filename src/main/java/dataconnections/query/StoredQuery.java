package dataconnections.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dataconnections.answer.AnswerShare;
import dataconnections.answer.JsonAnswer;
import dataconnections.connection.Connection;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.problem.Violation;
import dataconnections.row.AnswerTooLargeException;
import dataconnections.row.Page;
import dataconnections.row.Rows;
import dataconnections.tally.Tally;
import dataconnections.value.Key;
import dataconnections.wire.Cursor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Look-ups in the stored records of an upload-based connection: each is one statement.
 */
@Service
@EnableConfigurationProperties(QuerySettings.class)
class StoredQuery {

	private final Rows rows;

	private final JsonMapper json;

	private final long maxBytes;

	StoredQuery(Rows rows, JsonMapper json, QuerySettings settings) {
		this.rows = rows;
		this.json = json;
		this.maxBytes = settings.maxAnswerSize().toBytes();
	}

	JsonAnswer one(Connection connection, JsonNode value, @Nullable List<String> fields, AnswerShare share) {
		Key key = AskedKeys.one(value, "primary_key");
		byte[] record = find(connection, key).orElseThrow(() -> ProblemException.of(ProblemType.DATA_NOT_FOUND,
				"The connection has no record with this primary key."));
		return new JsonAnswer(share).text("{\"data\":")
			.record(new Projection(fields, connection.primaryKey()).of(record))
			.text("}");
	}

	JsonAnswer many(Connection connection, JsonNode values, @Nullable List<String> fields, AnswerShare share) {
		List<Key> keys = AskedKeys.all(values);
		Projection projection = new Projection(fields, connection.primaryKey());
		Map<String, byte[]> found = find(connection, keys, share, projection);
		JsonAnswer answer = AnswerBound.answer(share, this.maxBytes).text("{\"data\":[");
		List<JsonNode> missing = new ArrayList<>();
		for (int i = 0; i < keys.size(); i++) {
			byte[] record = found.get(keys.get(i).text());
			if (record != null) {
				answer.item().counted(record);
			}
			else {
				missing.add(values.get(i));
			}
		}
		return answer.text("],\"missing\":" + this.json.writeValueAsString(missing) + "}");
	}

	JsonAnswer page(Connection connection, QueryRequest request, AnswerShare share) {
		Projection projection = new Projection(request.fields(), connection.primaryKey());
		Page page = this.rows.page(connection, after(connection, request.cursor()), limit(request.limit()),
				this.maxBytes, share, projection::of);
		JsonAnswer answer = new JsonAnswer(share).text("{\"data\":[");
		page.rows().values().forEach((record) -> answer.item().counted(record));
		String next = page.next();
		String cursor = (next != null)
				? '"' + Cursor.encode(connection.id(), next.getBytes(StandardCharsets.UTF_8)) + '"' : "null";
		return answer.text("],\"next_cursor\":" + cursor + "}");
	}

	JsonAnswer results(Connection connection, JsonNode values, AnswerShare share) {
		List<Key> keys = AskedKeys.all(values);
		Map<String, byte[]> found = find(connection, keys, share, new Projection(null, connection.primaryKey()));
		JsonAnswer answer = AnswerBound.answer(share, this.maxBytes).text("{\"results\":[");
		for (int i = 0; i < keys.size(); i++) {
			byte[] record = found.get(keys.get(i).text());
			String head = "{\"primary_key\":" + this.json.writeValueAsString(values.get(i)) + ",\"data\":";
			answer.item().text(head);
			if (record != null) {
				answer.counted(record).text("}");
			}
			else {
				answer.text("null,\"missing\":true}");
			}
		}
		return answer.text("]}");
	}

	private Optional<byte[]> find(Connection connection, Key key) {
		try {
			Optional<byte[]> record = this.rows.find(connection, key);
			connection.tally().count(record.isPresent() ? Tally.Result.FOUND : Tally.Result.MISSING);
			return record;
		}
		catch (DataAccessException | ProblemException ex) {
			connection.tally().count(Tally.Result.FAILED);
			throw ex;
		}
	}

	private Map<String, byte[]> find(Connection connection, List<Key> keys, AnswerShare share, Projection projection) {
		try {
			Map<String, byte[]> found = keys.isEmpty() ? Map.of()
					: this.rows.findAll(connection, keys, this.maxBytes, share, projection::of);
			long there = keys.stream().filter((key) -> found.containsKey(key.text())).count();
			connection.tally().count(Tally.Result.FOUND, there);
			connection.tally().count(Tally.Result.MISSING, keys.size() - there);
			return found;
		}
		catch (DataAccessException | TransactionException | ProblemException ex) {
			connection.tally().count(Tally.Result.FAILED, keys.size());
			throw ex;
		}
		catch (AnswerTooLargeException ex) {
			connection.tally().count(Tally.Result.FAILED, keys.size());
			throw ProblemException.invalid(Violation.body("answer_too_large",
					ex.getMessage() + " Ask for fewer keys at a time.", "primary_keys"));
		}
	}

	private static int limit(@Nullable Integer limit) {
		if (limit == null) {
			return QueryRequest.DEFAULT_LIMIT;
		}
		if (limit < 1 || limit > QueryRequest.MAX_LIMIT) {
			throw ProblemException.invalid(Violation.body("out_of_range",
					"limit must be from 1 to " + QueryRequest.MAX_LIMIT + ", not " + limit + ".", "limit"));
		}
		return limit;
	}

	private static String after(Connection connection, @Nullable String cursor) {
		if (cursor == null) {
			return "";
		}
		return Cursor.decode(connection.id(), cursor)
			.map((position) -> new String(position, StandardCharsets.UTF_8))
			.orElseThrow(() -> ProblemException.invalid(Violation.body("cursor_invalid",
					"cursor is not one that this connection has given: use next_cursor of the page before.",
					"cursor")));
	}

}
