package dataconnections.row;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import dataconnections.connection.Connections;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes what belongs to deleted connections, in bounded chunks, passing over what
 * another replica is deleting. When all is gone, so is the connection.
 */
@Component
class Purge {

	private static final int CONNECTIONS = 100;

	/** Goes on after the last key, and so never over what is deleted already. */
	static final String ROWS = """
			WITH purged AS (
				DELETE FROM row WHERE connection_id = :connection AND ctid = ANY (ARRAY(
					SELECT ctid FROM row WHERE connection_id = :connection AND key > :after
					ORDER BY key LIMIT :chunk FOR UPDATE SKIP LOCKED))
				RETURNING key)
			SELECT count(*), max(key) FROM purged""";

	static final String OTHERS = """
			DELETE FROM %1$s WHERE connection_id = :connection AND ctid = ANY (ARRAY(
				SELECT ctid FROM %1$s WHERE connection_id = :connection LIMIT :chunk FOR UPDATE SKIP LOCKED))""";

	private static final List<String> OTHER_TABLES = List.of("staged_row", "batch", "row_summary");

	private final JdbcClient jdbc;

	private final Connections connections;

	private final ClearingMetrics metrics;

	private final int chunk;

	Purge(@Qualifier(UploadPool.NAME) DataSource uploads, Connections connections, ClearingMetrics metrics,
			RowSettings settings) {
		this.jdbc = JdbcClient.create(uploads);
		this.connections = connections;
		this.metrics = metrics;
		this.chunk = settings.sweepChunk();
	}

	/** Connections that are deleted, but not yet gone. */
	List<UUID> connections() {
		return this.connections.deleted(CONNECTIONS);
	}

	/** Deletes a chunk; true if more may follow. */
	boolean advance(Progress progress) {
		if (rows(progress) || OTHER_TABLES.stream().anyMatch((table) -> others(table, progress.connection))) {
			return true;
		}
		if (isEmpty("row", progress.connection)
				&& OTHER_TABLES.stream().allMatch((table) -> isEmpty(table, progress.connection))) {
			this.connections.forget(progress.connection);
		}
		return false;
	}

	private boolean rows(Progress progress) {
		long before = progress.rows;
		boolean any = this.jdbc.sql(ROWS)
			.param("connection", progress.connection)
			.param("after", progress.after)
			.param("chunk", this.chunk)
			.query((rs, n) -> progress.note(rs.getLong(1), rs.getString(2)))
			.single();
		this.metrics.purged(progress.rows - before);
		return any;
	}

	private boolean others(String table, UUID connection) {
		return this.jdbc.sql(OTHERS.formatted(table))
			.param("connection", connection)
			.param("chunk", this.chunk)
			.update() > 0;
	}

	/** What another replica is deleting is not gone yet. */
	private boolean isEmpty(String table, UUID connection) {
		return this.jdbc.sql("SELECT 1 FROM " + table + " WHERE connection_id = :connection LIMIT 1")
			.param("connection", connection)
			.query(Integer.class)
			.optional()
			.isEmpty();
	}

	/** How far the purge of one connection has come. */
	static final class Progress {

		private final UUID connection;

		private String after = "";

		private long rows;

		Progress(UUID connection) {
			this.connection = connection;
		}

		UUID connection() {
			return this.connection;
		}

		long rows() {
			return this.rows;
		}

		private boolean note(long deleted, @Nullable String last) {
			this.rows += deleted;
			this.after = (last != null) ? last : this.after;
			return last != null;
		}

	}

}
