package dataconnections.row;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Joins look-ups that wait at the same time. Of one connection a few statements are under
 * way at once; whoever comes meanwhile waits, and the next statement reads for all who
 * wait. So nobody waits while the database is idle, load makes statements larger instead
 * of more numerous, and no connection's readers take all of the pool.
 *
 * @param <C> a connection
 */
class JoinedReads<C> {

	/** Statements under way for one connection. */
	static final int STATEMENTS = 4;

	/** Keys of one statement: what they find is in memory at once. */
	static final int KEYS = 32;

	private final ConcurrentHashMap<C, Lane> lanes = new ConcurrentHashMap<>();

	private final Statement<C> statement;

	private final Duration patience;

	/**
	 * Reads by a statement.
	 * @param statement reads the records of some keys
	 * @param patience how long a look-up waits for its turn
	 */
	JoinedReads(Statement<C> statement, Duration patience) {
		this.statement = statement;
		this.patience = patience;
	}

	/**
	 * Reads one record.
	 * @param connection the connection
	 * @param key its key
	 * @return the record; null if there is none
	 */
	byte @Nullable [] read(C connection, String key) {
		ReadTurn turn = new ReadTurn(key);
		List<ReadTurn> joined = enter(connection, turn) ? List.of(turn) : turn.await(this.patience);
		return joined.isEmpty() ? turn.record() : lead(connection, joined).get(key);
	}

	/** How many wait for a turn. */
	int waiting(C connection) {
		Lane lane = this.lanes.get(connection);
		return (lane != null) ? lane.waiting.size() : 0;
	}

	/** True when the turn begins at once. */
	private boolean enter(C connection, ReadTurn turn) {
		boolean[] atOnce = new boolean[1];
		this.lanes.compute(connection, (id, known) -> {
			Lane lane = (known != null) ? known : new Lane();
			atOnce[0] = lane.enter(turn);
			return lane;
		});
		return atOnce[0];
	}

	private Map<String, byte[]> lead(C connection, List<ReadTurn> joined) {
		try {
			Map<String, byte[]> found = this.statement.read(connection,
					joined.stream().map(ReadTurn::key).distinct().toArray(String[]::new));
			joined.forEach((turn) -> turn.end(found.get(turn.key())));
			return found;
		}
		catch (RuntimeException | Error ex) {
			joined.forEach((turn) -> turn.fail(ex));
			throw ex;
		}
		finally {
			handOver(connection);
		}
	}

	/**
	 * Those who wait next are led by one of them, so that nobody works for others only.
	 */
	private void handOver(C connection) {
		List<ReadTurn> next = leave(connection);
		while (!next.isEmpty() && !isLed(next)) {
			next = leave(connection);
		}
	}

	private static boolean isLed(List<ReadTurn> joined) {
		return joined.stream().anyMatch((turn) -> turn.lead(joined));
	}

	private List<ReadTurn> leave(C connection) {
		List<ReadTurn> next = new ArrayList<>();
		this.lanes.computeIfPresent(connection, (id, lane) -> lane.leave(next) ? null : lane);
		return next;
	}

	/**
	 * Reads the records of some keys.
	 *
	 * @param <C> a connection
	 */
	@FunctionalInterface
	interface Statement<C> {

		Map<String, byte[]> read(C connection, String[] keys);

	}

	/**
	 * The statements and the waiting of one connection.
	 */
	private static final class Lane {

		private final Queue<ReadTurn> waiting = new ConcurrentLinkedQueue<>();

		private int underWay;

		boolean enter(ReadTurn turn) {
			if (this.underWay < STATEMENTS) {
				this.underWay++;
				return true;
			}
			this.waiting.add(turn);
			return false;
		}

		/** True when nobody is left. */
		boolean leave(List<ReadTurn> next) {
			while (next.size() < KEYS && !this.waiting.isEmpty()) {
				next.add(this.waiting.remove());
			}
			if (next.isEmpty()) {
				this.underWay--;
			}
			return this.underWay == 0;
		}

	}

}
