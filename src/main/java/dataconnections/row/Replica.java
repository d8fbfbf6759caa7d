package dataconnections.row;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.sql.DataSource;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A replica, and how far it is known to have followed the database. Each check notes how
 * far the database is, then asks how far the replica has come: it holds all that was
 * committed before the latest note that it has passed. No clock but ours is needed, and a
 * replica that is cut off grows old by itself, whatever it says.
 */
class Replica {

	private static final Logger logger = LoggerFactory.getLogger(Replica.class);

	private static final String WRITTEN = """
			SELECT pg_current_wal_insert_lsn()::text, system_identifier FROM pg_control_system()""";

	private static final String REPLAYED = """
			SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END, system_identifier
			FROM pg_control_system()""";

	private final JdbcClient primary;

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final long maxLagNanos;

	private final Ticker ticker;

	/** The latest last; only the checking thread knows them. */
	private final Deque<Note> notes = new ArrayDeque<>();

	private volatile @Nullable Long holdsAllBefore;

	private volatile boolean told;

	Replica(DataSource primary, DataSource dataSource, Duration maxLag, Ticker ticker) {
		this.primary = JdbcClient.create(primary);
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
		this.maxLagNanos = maxLag.toNanos();
		this.ticker = ticker;
	}

	DataSource dataSource() {
		return this.dataSource;
	}

	/** Whether what is read there is at most so old as is allowed. */
	boolean isFresh() {
		Long before = this.holdsAllBefore;
		return before != null && isFresh(before);
	}

	/** It has failed: nothing is read there before the next check that succeeds. */
	void leave(RuntimeException failure) {
		this.holdsAllBefore = null;
		tell(failure.toString());
	}

	/** Finds out how far the replica has come. */
	void check() {
		try {
			long now = this.ticker.read();
			Position written = position(this.primary, WRITTEN);
			this.notes.addLast(new Note(now, written));
			this.notes.removeIf((note) -> !isFresh(note.at()));
			Position replayed = position(this.jdbc, REPLAYED);
			Long before = null;
			while (!this.notes.isEmpty() && replayed.includes(this.notes.getFirst().written())) {
				before = this.notes.removeFirst().at();
			}
			note(before, replayed);
		}
		catch (DataAccessException ex) {
			leave(ex);
		}
	}

	private void note(@Nullable Long before, Position replayed) {
		if (before != null) {
			this.holdsAllBefore = before;
			if (this.told) {
				this.told = false;
				logger.info("Look-ups go to the replica again");
			}
		}
		else if (!isFresh()) {
			tell((replayed.lsn() == null) ? "it is no replica of this database" : "it lags behind");
		}
	}

	private boolean isFresh(long before) {
		return this.ticker.read() - before < this.maxLagNanos;
	}

	private void tell(String why) {
		if (!this.told) {
			this.told = true;
			logger.warn("Look-ups go to the database itself, not to its replica: {}", why);
		}
	}

	private static Position position(JdbcClient database, String question) {
		return database.sql(question).query((rs, n) -> new Position(rs.getLong(2), rs.getString(1))).single();
	}

	/**
	 * How far the database was.
	 *
	 * @param at when it was about to be asked, in the ticker's nanoseconds
	 * @param written how far it was
	 */
	private record Note(long at, Position written) {
	}

	/**
	 * A place in the log of a database.
	 *
	 * @param system which database it is, its copies included
	 * @param lsn the place; null for none
	 */
	private record Position(long system, @Nullable String lsn) {

		boolean includes(Position other) {
			return this.system == other.system && this.lsn != null && other.lsn != null
					&& LogSequenceNumber.valueOf(this.lsn).compareTo(LogSequenceNumber.valueOf(other.lsn)) >= 0;
		}

	}

}
