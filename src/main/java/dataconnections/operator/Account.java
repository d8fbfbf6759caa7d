package dataconnections.operator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An account: keys and brands that belong together, and see nothing of others.
 *
 * @param accountUuid its id
 * @param name what people call it
 * @param createdAt when it was opened
 */
record Account(UUID accountUuid, String name, Instant createdAt) {

	static Account of(ResultSet row, int number) throws SQLException {
		return new Account(row.getObject("id", UUID.class), row.getString("name"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
