package dataconnections.row;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.value.Key;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes records by their keys: all or nothing, in chunks of one transaction, rows
 * locked in the order of their keys.
 */
@Service
public class RowEdits {

	private static final int CHUNK = 10_000;

	/**
	 * Apart from the deletion: in one statement the rows would be locked anew for each
	 * row of a connection of which the database does not know yet that it has many.
	 */
	private static final String LOCK = """
			SELECT key, (expires_at IS NULL OR expires_at > ?) AS existed FROM row
			WHERE connection_id = ? AND key = ANY (?) ORDER BY key FOR UPDATE""";

	private static final String DELETE = "DELETE FROM row WHERE connection_id = ? AND key = ANY (?)";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final UploadTurns turns;

	private final Connections connections;

	private final Clock clock;

	RowEdits(@Qualifier(UploadPool.NAME) DataSource uploads, UploadTurns turns, Connections connections, Clock clock) {
		this.jdbc = new JdbcTemplate(uploads);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(uploads));
		this.turns = turns;
		this.connections = connections;
		this.clock = clock;
	}

	/**
	 * Deletes records.
	 * @param connection the connection
	 * @param keys the keys of those to go; one may be there more than once
	 * @return which of them existed
	 */
	public Deleted delete(Connection connection, List<Key> keys) {
		int[] order = IntStream.range(0, keys.size())
			.boxed()
			.sorted(Comparator.comparing(keys::get))
			.mapToInt(Integer::intValue)
			.toArray();
		return this.turns.in(connection.brandId(),
				() -> Objects.requireNonNull(this.transaction
					.execute((status) -> this.jdbc.execute((ConnectionCallback<Deleted>) (open) -> Deadlocks
						.outlive(open, () -> delete(connection.id(), keys, order))))));
	}

	private Deleted delete(UUID connectionId, List<Key> keys, int[] order) {
		BitSet existed = new BitSet(order.length);
		long rows = 0;
		long gone = 0;
		int from = 0;
		while (from < order.length) {
			int to = end(keys, order, from);
			Chunk chunk = deleteChunk(connectionId, texts(keys, order, from, to));
			IntStream.range(from, to)
				.map((i) -> order[i])
				.filter((i) -> chunk.existed().contains(keys.get(i).text()))
				.forEach(existed::set);
			rows += chunk.existed().size();
			gone += chunk.gone();
			from = to;
		}
		this.connections.changeRecordCount(JdbcClient.create(this.jdbc), connectionId, -gone);
		return new Deleted(rows, existed);
	}

	private Chunk deleteChunk(UUID connectionId, List<String> keys) {
		Set<String> existed = new HashSet<>();
		List<String> locked = new ArrayList<>();
		this.jdbc.query(LOCK, (rs) -> {
			locked.add(rs.getString("key"));
			if (rs.getBoolean("existed")) {
				existed.add(rs.getString("key"));
			}
		}, now(), connectionId, keys.toArray(String[]::new));
		return new Chunk(existed, this.jdbc.update(DELETE, connectionId, locked.toArray(String[]::new)));
	}

	/** Where a chunk ends: never between two that are equal. */
	private static int end(List<Key> keys, int[] order, int from) {
		int to = Math.min(from + CHUNK, order.length);
		while (to < order.length && keys.get(order[to]).equals(keys.get(order[to - 1]))) {
			to++;
		}
		return to;
	}

	private static List<String> texts(List<Key> keys, int[] order, int from, int to) {
		List<String> texts = new ArrayList<>(Math.min(to - from, CHUNK));
		for (int i = from; i < to; i++) {
			String text = keys.get(order[i]).text();
			if (texts.isEmpty() || !texts.getLast().equals(text)) {
				texts.add(text);
			}
		}
		return texts;
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	private record Chunk(Set<String> existed, long gone) {
	}

	/**
	 * What a deletion has done.
	 *
	 * @param rows records that existed and are gone
	 * @param existed the places, in the list of keys, of those that existed
	 */
	public record Deleted(long rows, BitSet existed) {
	}

}
