package dataconnections.reference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dataconnections.connection.DeletionVeto;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps references. To note one, the connection is locked against deletion, so that a
 * deletion which asks for references either sees it or comes first.
 */
@Service
class References implements DeletionVeto {

	private static final String SELECT = """
			SELECT id, reference_type, reference_id, name, created_at FROM reference WHERE connection_id = ?""";

	private final JdbcClient jdbc;

	private final Clock clock;

	References(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Transactional
	Noted note(UUID connection, ReferenceRequest request) {
		boolean live = this.jdbc.sql("SELECT 1 FROM data_connection WHERE id = ? AND deleted_at IS NULL FOR KEY SHARE")
			.param(connection)
			.query(Integer.class)
			.optional()
			.isPresent();
		if (!live) {
			throw ProblemException.unknown("connection");
		}
		OffsetDateTime now = this.clock.instant().atOffset(ZoneOffset.UTC);
		return this.jdbc.sql("""
				INSERT INTO reference AS r (id, connection_id, reference_type, reference_id, name, created_at)
				VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (connection_id, reference_type, reference_id)
				DO UPDATE SET name = coalesce(excluded.name, r.name)
				RETURNING id, reference_type, reference_id, name, created_at, (xmax = 0) AS created""")
			.param(UUID.randomUUID())
			.param(connection)
			.param(request.referenceType())
			.param(request.referenceId())
			.param(request.name())
			.param(now)
			.query((rs, n) -> new Noted(reference(rs, n), rs.getBoolean("created")))
			.single();
	}

	List<Reference> list(UUID connection) {
		return this.jdbc.sql(SELECT + " ORDER BY created_at, id").param(connection).query(References::reference).list();
	}

	Optional<Reference> find(UUID connection, UUID id) {
		return this.jdbc.sql(SELECT + " AND id = ?").params(connection, id).query(References::reference).optional();
	}

	boolean delete(UUID connection, UUID id) {
		return this.jdbc.sql("DELETE FROM reference WHERE connection_id = ? AND id = ?")
			.params(connection, id)
			.update() > 0;
	}

	@Override
	public void check(UUID connectionId) {
		int count = list(connectionId).size();
		if (count > 0) {
			throw ProblemException.of(ProblemType.CONFLICT, "The connection has " + count
					+ " references: delete them first, or delete it without only_if_unreferenced.");
		}
	}

	private static Reference reference(ResultSet rs, int row) throws SQLException {
		return new Reference(rs.getObject("id", UUID.class), rs.getString("reference_type"),
				rs.getString("reference_id"), rs.getString("name"), rs.getObject("created_at", OffsetDateTime.class));
	}

	record Noted(Reference reference, boolean created) {
	}

}
