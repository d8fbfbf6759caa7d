package dataconnections.emarsys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import dataconnections.answer.AnswerMemory;
import dataconnections.answer.AnswerShare;
import dataconnections.connection.Connection;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.row.AnswerTooLargeException;
import dataconnections.row.Rows;
import dataconnections.tally.Tally;
import dataconnections.value.InvalidValueException;
import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The records of an upload-based connection: the reference field named like its primary
 * key is the key.
 */
@Component
class StoredContent {

	/**
	 * What is kept in memory at once, since records may be far larger than what is wanted
	 * of them.
	 */
	private static final long MAX_BYTES = 4_000_000;

	private final Rows rows;

	private final AnswerMemory memory;

	StoredContent(Rows rows, AnswerMemory memory) {
		this.rows = rows;
		this.memory = memory;
	}

	void find(Connection connection, Set<ParameterSet> sets, BiConsumer<ParameterSet, byte[]> found) {
		if (sets.stream().allMatch((set) -> set.get(connection.primaryKey()) == null)) {
			throw ProblemException
				.invalid(Violation.body("missing",
						"No parameter set has \"" + connection.primaryKey()
								+ "\", the primary key of this connection: name a reference field like it.",
						"parameters"));
		}
		Map<Key, List<ParameterSet>> asked = new LinkedHashMap<>();
		sets.forEach((set) -> key(set.get(connection.primaryKey()))
			.ifPresent((key) -> asked.computeIfAbsent(key, (k) -> new ArrayList<>()).add(set)));
		read(connection, List.copyOf(asked.keySet()),
				(key, record) -> asked.getOrDefault(key, List.of()).forEach((set) -> found.accept(set, record)));
	}

	private void read(Connection connection, List<Key> keys, BiConsumer<Key, byte[]> found) {
		try {
			if (!keys.isEmpty()) {
				readAtOnce(connection, keys, found);
			}
		}
		catch (DataAccessException | TransactionException | ProblemException ex) {
			connection.tally().count(Tally.Result.FAILED, keys.size());
			throw ex;
		}
		catch (AnswerTooLargeException ex) {
			int half = keys.size() / 2;
			read(connection, keys.subList(0, half), found);
			read(connection, keys.subList(half, keys.size()), found);
		}
	}

	private void readAtOnce(Connection connection, List<Key> keys, BiConsumer<Key, byte[]> found) {
		try (AnswerShare share = this.memory.open(connection.brandId())) {
			Map<String, byte[]> records = this.rows.findAll(connection, keys, MAX_BYTES, share,
					UnaryOperator.identity());
			connection.tally().count(Tally.Result.FOUND, records.size());
			connection.tally().count(Tally.Result.MISSING, keys.size() - records.size());
			records.forEach((key, record) -> found.accept(new Key(key), record));
		}
	}

	/** A value that cannot be a key is one that no record has. */
	private static Optional<Key> key(@Nullable Scalar value) {
		if (value == null) {
			return Optional.empty();
		}
		try {
			return switch (value.kind()) {
				case STRING, BOOLEAN -> Optional.of(new Key(value.text()));
				case NUMBER -> Optional.of(Key.ofNumber(value.text()));
				case NULL -> Optional.empty();
			};
		}
		catch (InvalidValueException ex) {
			return Optional.empty();
		}
	}

}
