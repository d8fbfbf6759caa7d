package dataconnections.row;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Joins look-ups that wait at the same time. Of one connection a few statements are under
 * way at once; whoever comes meanwhile waits, and the next statement reads for all who
 * wait. So nobody waits while the database is idle, load makes statements larger instead
 * of more numerous, and no connection's readers take all of the pool.
 */
class JoinedReads {

	/** Statements under way for one connection. */
	static final int STATEMENTS = 4;

	/** Keys of one statement: what they find is in memory at once. */
	static final int KEYS = 32;

	private final ConcurrentHashMap<UUID, Lane> lanes = new ConcurrentHashMap<>();

	private final Statement statement;

	private final Duration patience;

	/**
	 * Reads by a statement.
	 * @param statement reads the records of some keys
	 * @param patience how long a look-up waits for its turn
	 */
	JoinedReads(Statement statement, Duration patience) {
		this.statement = statement;
		this.patience = patience;
	}

	/**
	 * Reads one record.
	 * @param connectionId the connection
	 * @param key its key
	 * @return the record; null if there is none
	 */
	byte @Nullable [] read(UUID connectionId, String key) {
		ReadTurn turn = new ReadTurn(key);
		List<ReadTurn> joined = enter(connectionId, turn) ? List.of(turn) : turn.await(this.patience);
		return joined.isEmpty() ? turn.record() : lead(connectionId, joined).get(key);
	}

	/** How many wait for a turn. */
	int waiting(UUID connectionId) {
		Lane lane = this.lanes.get(connectionId);
		return (lane != null) ? lane.waiting.size() : 0;
	}

	/** True when the turn begins at once. */
	private boolean enter(UUID connectionId, ReadTurn turn) {
		boolean[] atOnce = new boolean[1];
		this.lanes.compute(connectionId, (id, known) -> {
			Lane lane = (known != null) ? known : new Lane();
			atOnce[0] = lane.enter(turn);
			return lane;
		});
		return atOnce[0];
	}

	private Map<String, byte[]> lead(UUID connectionId, List<ReadTurn> joined) {
		try {
			Map<String, byte[]> found = this.statement.read(connectionId,
					joined.stream().map(ReadTurn::key).distinct().toArray(String[]::new));
			joined.forEach((turn) -> turn.end(found.get(turn.key())));
			return found;
		}
		catch (RuntimeException | Error ex) {
			joined.forEach((turn) -> turn.fail(ex));
			throw ex;
		}
		finally {
			handOver(connectionId);
		}
	}

	/**
	 * Those who wait next are led by one of them, so that nobody works for others only.
	 */
	private void handOver(UUID connectionId) {
		List<ReadTurn> next = leave(connectionId);
		while (!next.isEmpty() && !isLed(next)) {
			next = leave(connectionId);
		}
	}

	private static boolean isLed(List<ReadTurn> joined) {
		return joined.stream().anyMatch((turn) -> turn.lead(joined));
	}

	private List<ReadTurn> leave(UUID connectionId) {
		List<ReadTurn> next = new ArrayList<>();
		this.lanes.computeIfPresent(connectionId, (id, lane) -> lane.leave(next) ? null : lane);
		return next;
	}

	/**
	 * Reads the records of some keys.
	 */
	@FunctionalInterface
	interface Statement {

		Map<String, byte[]> read(UUID connectionId, String[] keys);

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
