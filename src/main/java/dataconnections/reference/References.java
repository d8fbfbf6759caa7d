package dataconnections.reference;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dataconnections.connection.Connections;
import dataconnections.connection.DeletionVeto;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.tenant.Brand;
import org.hibernate.id.uuid.UuidVersion7Strategy;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The references to connections, which speak against a careful deletion.
 */
@Service
class References implements DeletionVeto {

	private static final String ADD = """
			INSERT INTO reference (id, connection_id, reference_type, reference_id, name, created_at)
			VALUES (:id, :connection, :type, :reference, :name, :now)
			ON CONFLICT (connection_id, reference_type, reference_id)
			DO UPDATE SET name = COALESCE(excluded.name, reference.name)
			RETURNING xmax = 0 AS added, %s""".formatted(Reference.COLUMNS);

	private static final String FIND = "SELECT " + Reference.COLUMNS
			+ " FROM reference WHERE connection_id = :connection";

	private final Connections connections;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	References(Connections connections, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		this.connections = connections;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** What is made of the outcome is made in the same transaction. */
	<T> T add(Brand brand, UUID connectionId, ReferenceRequest request, Function<Outcome, T> last) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.connections.hold(this.jdbc, brand, connectionId);
			return last.apply(this.jdbc.sql(ADD)
				.param("id", UuidVersion7Strategy.INSTANCE.generateUuid(null))
				.param("connection", connectionId)
				.param("type", request.referenceType())
				.param("reference", request.referenceId())
				.param("name", request.name())
				.param("now", OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
				.query((row, n) -> new Outcome(Reference.of(row, n), row.getBoolean("added")))
				.single());
		}));
	}

	List<Reference> list(Brand brand, UUID connectionId) {
		this.connections.get(brand, connectionId);
		return this.jdbc.sql(FIND + " ORDER BY created_at, id")
			.param("connection", connectionId)
			.query(Reference::of)
			.list();
	}

	Reference get(Brand brand, UUID connectionId, UUID id) {
		this.connections.get(brand, connectionId);
		return this.jdbc.sql(FIND + " AND id = :id")
			.param("connection", connectionId)
			.param("id", id)
			.query(Reference::of)
			.optional()
			.orElseThrow(() -> ProblemException.unknown("reference"));
	}

	void remove(Brand brand, UUID connectionId, UUID id) {
		this.connections.get(brand, connectionId);
		if (this.jdbc.sql("DELETE FROM reference WHERE connection_id = ? AND id = ?")
			.param(connectionId)
			.param(id)
			.update() == 0) {
			throw ProblemException.unknown("reference");
		}
	}

	@Override
	public void check(UUID connectionId) {
		long count = this.jdbc.sql("SELECT count(*) FROM reference WHERE connection_id = ?")
			.param(connectionId)
			.query(Long.class)
			.single();
		if (count > 0) {
			throw ProblemException.of(ProblemType.CONFLICT,
					"The connection is in use: it has " + count + ((count == 1) ? " reference" : " references")
							+ ". Delete them first, or delete the connection without only_if_unreferenced.");
		}
	}

	record Outcome(Reference reference, boolean added) {
	}

}
