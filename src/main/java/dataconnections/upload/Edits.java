package dataconnections.upload;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import dataconnections.connection.Connection;
import dataconnections.row.FieldTypes;
import dataconnections.row.Row;
import dataconnections.row.RowEdits;
import dataconnections.row.Rows;
import dataconnections.row.Staging;
import dataconnections.row.Staging.Patched;
import dataconnections.row.Staging.Published;
import dataconnections.wire.RowJson;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;

/**
 * Takes one request that changes single records from its body to the database. All or
 * nothing.
 */
@Service
class Edits {

	private final Rows rows;

	private final RowEdits deletions;

	private final long maxRow;

	private final JsonFactory json;

	Edits(Rows rows, RowEdits deletions, UploadSettings settings) {
		this.rows = rows;
		this.deletions = deletions;
		this.maxRow = settings.maxRowSize().toBytes();
		this.json = RowJson.factory(this.maxRow);
	}

	Published replace(Connection connection, Reader body) {
		try (Staging staging = this.rows.stage(connection)) {
			Intake intake = new Intake(connection, staging, this.maxRow);
			new EditFormat(intake).read(this.json, body, (index, key, ttlSent, ttlSeconds) -> intake
				.add((encoder) -> encoder.row(key, ttlSeconds), index, "data"));
			intake.throwIfRefused();
			return staging.replace();
		}
	}

	Patched merge(Connection connection, Reader body) {
		try (Staging staging = this.rows.stage(connection)) {
			Intake intake = new Intake(connection, staging, new FieldTypes(), this.maxRow);
			new EditFormat(intake).read(this.json, body, (index, key, ttlSent, ttlSeconds) -> {
				Long ttl = (ttlSent && ttlSeconds == null) ? Long.valueOf(Row.NEVER) : ttlSeconds;
				intake.add((encoder) -> Row.patch(encoder.row(key, ttl), quoted(key)), index, "data");
			});
			intake.throwIfRefused();
			return staging.patch(new MergePatch(connection.primaryKey(), this.maxRow, staging.fields()));
		}
	}

	Deletion delete(Connection connection, Reader body) {
		List<AskedKey> asked = new KeysFormat().read(this.json, body);
		RowEdits.Deleted deleted = this.deletions.delete(connection, asked.stream().map(AskedKey::key).toList());
		return new Deletion(deleted.rows(),
				IntStream.range(0, asked.size())
					.filter((index) -> !deleted.existed().get(index))
					.mapToObj(asked::get)
					.toList());
	}

	private static byte[] quoted(AskedKey key) {
		return JsonMapper.shared().writeValueAsString(key.json()).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What a deletion has done.
	 *
	 * @param rowsDeleted records that are gone
	 * @param missing keys that no record had, as they were asked
	 */
	record Deletion(long rowsDeleted, List<AskedKey> missing) {
	}

}
