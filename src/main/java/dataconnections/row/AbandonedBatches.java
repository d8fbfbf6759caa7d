package dataconnections.row;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Batches that nobody goes on with. From its first chunk on, a batch exists for nobody
 * any more; its row goes with the last one.
 */
@Component
class AbandonedBatches {

	static final String ABANDONED = """
			SELECT connection_id, batch_uuid, coalesce(dropped_up_to, 0) FROM batch WHERE touched_at < :before
			ORDER BY touched_at LIMIT 1 FOR UPDATE SKIP LOCKED""";

	/** Goes on after the last row, and so never over what is deleted already. */
	static final String DROP = """
			WITH dropped AS (
				DELETE FROM staged_row WHERE connection_id = :connection AND batch_uuid = :batch AND seq IN (
					SELECT seq FROM staged_row WHERE connection_id = :connection AND batch_uuid = :batch
					AND seq > :after ORDER BY seq LIMIT :chunk)
				RETURNING seq)
			SELECT count(*), max(seq) FROM dropped""";

	private static final String GO_ON = """
			UPDATE batch SET dropped_up_to = :last WHERE connection_id = :connection AND batch_uuid = :batch""";

	private static final String FORGET = """
			DELETE FROM batch WHERE connection_id = :connection AND batch_uuid = :batch""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Duration lifetime;

	private final int chunk;

	private final Clock clock;

	AbandonedBatches(@Qualifier(UploadPool.NAME) DataSource uploads, RowSettings settings, Clock clock) {
		this.jdbc = JdbcClient.create(uploads);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.lifetime = settings.batchLifetime();
		this.chunk = settings.sweepChunk();
		this.clock = clock;
	}

	/** Deletes a chunk of one; empty if there is none. */
	Optional<Abandoned> drop() {
		OffsetDateTime before = this.clock.instant().minus(this.lifetime).atOffset(ZoneOffset.UTC);
		return Objects.requireNonNull(this.transaction.execute((status) -> this.jdbc.sql(ABANDONED)
			.param("before", before)
			.query((rs, n) -> new Abandoned(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class), rs.getLong(3),
					false))
			.optional()
			.map(this::drop)));
	}

	private Abandoned drop(Abandoned batch) {
		Chunk chunk = this.jdbc.sql(DROP)
			.param("connection", batch.connection)
			.param("batch", batch.uuid)
			.param("after", batch.droppedUpTo)
			.param("chunk", this.chunk)
			.query((rs, n) -> new Chunk(rs.getLong(1), rs.getLong(2)))
			.single();
		boolean gone = chunk.rows < this.chunk;
		this.jdbc.sql(gone ? FORGET : GO_ON)
			.param("connection", batch.connection)
			.param("batch", batch.uuid)
			.param("last", chunk.last)
			.update();
		return new Abandoned(batch.connection, batch.uuid, chunk.last, gone);
	}

	/**
	 * A batch that was left open.
	 *
	 * @param connection its connection
	 * @param uuid its uuid
	 * @param droppedUpTo up to which of its rows it is deleted; 0 for none
	 * @param gone whether nothing is left of it
	 */
	record Abandoned(UUID connection, UUID uuid, long droppedUpTo, boolean gone) {
	}

	private record Chunk(long rows, long last) {
	}

}
