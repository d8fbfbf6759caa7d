package dataconnections.connection;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dataconnections.announcement.Announcements;
import dataconnections.announcement.Memory;
import dataconnections.problem.ProblemException;
import dataconnections.tally.Tallies;
import dataconnections.tenant.Brand;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds connections, from memory: a change is seen at once on the replica that was asked
 * for it, and within {@link Announcements#DELAY} on the others.
 */
@Service
public class Connections {

	private final DataConnectionRepository repository;

	private final SealedApis apis;

	private final JdbcClient jdbc;

	private final Tallies tallies;

	private final Memory<Key, Connection> memory;

	Connections(DataConnectionRepository repository, SealedApis apis, JdbcClient jdbc, Tallies tallies,
			Announcements announcements) {
		this.repository = repository;
		this.apis = apis;
		this.jdbc = jdbc;
		this.tallies = tallies;
		this.memory = announcements.remember("connection", this::find, Key::parse);
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
		return this.memory.get(new Key(brand.id(), id)).orElseThrow(() -> ProblemException.unknown("connection"));
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
	 * Keeps a connection from being deleted until the transaction ends. Called before
	 * anything that depends on it is written.
	 * @param jdbc the transaction
	 * @param brand who asks
	 * @param id the connection
	 * @throws ProblemException when the brand has no such connection
	 */
	public void hold(JdbcClient jdbc, Brand brand, UUID id) {
		boolean held = jdbc.sql("""
				SELECT 1 FROM data_connection WHERE id = :id AND brand_id = :brand AND deleted_at IS NULL
				FOR KEY SHARE""")
			.param("id", id)
			.param("brand", brand.id())
			.query(Integer.class)
			.optional()
			.isPresent();
		if (!held) {
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
	 * Notes an upload, in the transaction that publishes it.
	 * @param jdbc the transaction
	 * @param id the connection
	 * @param upload the upload
	 */
	public void noteUpload(JdbcClient jdbc, UUID id, LastUpload upload) {
		jdbc.sql("UPDATE data_connection SET last_upload_at = :at, last_upload_rows = :rows WHERE id = :id")
			.param("at", upload.at().atOffset(ZoneOffset.UTC))
			.param("rows", upload.rows())
			.param("id", id)
			.update();
	}

	/**
	 * The upload that was published last.
	 * @param id the connection
	 * @return the upload, if there was one
	 */
	public Optional<LastUpload> lastUpload(UUID id) {
		return this.jdbc.sql(
				"SELECT last_upload_at, last_upload_rows FROM data_connection WHERE id = ? AND last_upload_at IS NOT NULL")
			.param(id)
			.query((rs, n) -> new LastUpload(rs.getObject(1, OffsetDateTime.class).toInstant(), rs.getLong(2)))
			.optional();
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

	void invalidate(Brand brand, UUID id) {
		this.memory.forget(new Key(brand.id(), id));
	}

	private @Nullable Connection find(Key key) {
		return this.repository.find(key.brandId(), key.id())
			.map((connection) -> connection.toConnection(this.apis.of(connection), this.tallies))
			.orElse(null);
	}

	/** The brand is part of it, so that another brand's connection is never a hit. */
	private record Key(UUID brandId, UUID id) {

		/** As the database announces it. */
		static Key parse(String text) {
			int space = text.indexOf(' ');
			return new Key(UUID.fromString(text.substring(0, Math.max(0, space))),
					UUID.fromString(text.substring(space + 1)));
		}

	}

}
