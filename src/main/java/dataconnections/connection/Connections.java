package dataconnections.connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dataconnections.problem.ProblemException;
import dataconnections.tenant.Brand;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds connections, from memory for up to a second: a deletion is seen at once on the
 * replica that was asked for it, and within a second on the others.
 */
@Service
public class Connections {

	private static final Duration REMEMBERED = Duration.ofSeconds(1);

	private final DataConnectionRepository repository;

	private final JdbcClient jdbc;

	private final AsyncCache<UUID, Optional<Connection>> cache = Caffeine.newBuilder()
		.expireAfterWrite(REMEMBERED)
		.maximumSize(100_000)
		.executor(Executors.newVirtualThreadPerTaskExecutor())
		.buildAsync();

	Connections(DataConnectionRepository repository, JdbcClient jdbc) {
		this.repository = repository;
		this.jdbc = jdbc;
	}

	/**
	 * Finds a brand's connection.
	 * @param brand who asks
	 * @param id the connection
	 * @return the connection
	 * @throws ProblemException the same for one that does not exist and one of another
	 * brand
	 */
	public Connection get(Brand brand, UUID id) {
		CompletableFuture<Optional<Connection>> found = this.cache.get(id,
				(key) -> this.repository.findLive(key).map(DataConnection::toConnection));
		try {
			return found.join()
				.filter((connection) -> connection.brandId().equals(brand.id()))
				.orElseThrow(() -> unknown(id));
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

	/**
	 * Counts records that come or go, in the transaction that moves them. This is also
	 * the guard that no rows come to a deleted connection.
	 * @param jdbc the transaction
	 * @param id the connection
	 * @param delta how many more records there are
	 * @throws ProblemException when the connection is deleted
	 */
	public void changeRecordCount(JdbcClient jdbc, UUID id, long delta) {
		int changed = jdbc.sql("""
				UPDATE data_connection SET record_count = record_count + :delta
				WHERE id = :id AND deleted_at IS NULL""").param("delta", delta).param("id", id).update();
		if (changed == 0) {
			throw ProblemException.unknown("connection");
		}
	}

	/**
	 * The number of records.
	 * @param id the connection
	 * @return the number, without a scan
	 */
	public long recordCount(UUID id) {
		return this.jdbc.sql("SELECT record_count FROM data_connection WHERE id = ?")
			.param(id)
			.query(Long.class)
			.optional()
			.orElse(0L);
	}

	/**
	 * Deleted connections whose rows are still to be purged.
	 * @param limit how many at most
	 * @return their ids
	 */
	public List<UUID> deleted(int limit) {
		return this.jdbc.sql("SELECT id FROM data_connection WHERE deleted_at IS NOT NULL ORDER BY deleted_at LIMIT ?")
			.param(limit)
			.query((rs, n) -> rs.getObject(1, UUID.class))
			.list();
	}

	/**
	 * Removes what is left of a deleted connection, once its rows are gone.
	 * @param id the connection
	 */
	public void forget(UUID id) {
		this.jdbc.sql("DELETE FROM data_connection WHERE id = ? AND deleted_at IS NOT NULL").param(id).update();
	}

	/** What does not exist is not remembered: it may be made in a moment. */
	private ProblemException unknown(UUID id) {
		this.cache.asMap().computeIfPresent(id, (key, found) -> isMiss(found) ? null : found);
		return ProblemException.unknown("connection");
	}

	private static boolean isMiss(CompletableFuture<Optional<Connection>> found) {
		return found.isDone() && !found.isCompletedExceptionally() && found.join().isEmpty();
	}

	void invalidate(UUID id) {
		this.cache.synchronous().invalidate(id);
	}

}
