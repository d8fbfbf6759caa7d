package dataconnections.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A brand as its account sees it.
 *
 * @param brandUuid its id
 * @param name what people call it
 * @param brandKey the key that names it in a request
 * @param createdAt when it was made
 */
public record BrandResponse(UUID brandUuid, String name, String brandKey, Instant createdAt) {

	static final String COLUMNS = "id, name, brand_key, created_at";

	static BrandResponse of(ResultSet row, int number) throws SQLException {
		return new BrandResponse(row.getObject("id", UUID.class), row.getString("name"), row.getString("brand_key"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
