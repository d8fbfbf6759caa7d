package dataconnections.account;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import org.hibernate.id.uuid.UuidVersion7Strategy;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The brands of accounts. A brand key is the only one of its kind in its account.
 */
@Service
public class AccountBrands {

	private static final String RETURNING = " RETURNING " + BrandResponse.COLUMNS;

	private static final String ADD = """
			INSERT INTO brand (id, account_id, name, brand_key, created_at)
			VALUES (:id, :account, :name, :key, :now)
			ON CONFLICT (account_id, brand_key) DO NOTHING""" + RETURNING;

	private static final String FIND = "SELECT " + BrandResponse.COLUMNS + " FROM brand WHERE account_id = :account";

	private static final String RENAME = "UPDATE brand SET name = :name WHERE account_id = :account AND id = :id"
			+ RETURNING;

	private final JdbcClient jdbc;

	private final Clock clock;

	AccountBrands(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Makes a brand.
	 * @param account whose it is
	 * @param request what it is to be
	 * @param last what is made of the brand in the same transaction
	 * @param <T> what is made of it
	 * @return what was made
	 */
	@Transactional
	public <T> T create(UUID account, BrandRequest request, Function<BrandResponse, T> last) {
		return last.apply(this.jdbc.sql(ADD)
			.param("id", UuidVersion7Strategy.INSTANCE.generateUuid(null))
			.param("account", account)
			.param("name", request.name())
			.param("key", Objects.requireNonNullElseGet(request.brandKey(), () -> UUID.randomUUID().toString()))
			.param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
			.query(BrandResponse::of)
			.optional()
			.orElseThrow(() -> ProblemException.of(ProblemType.CONFLICT,
					"Another brand of the account has this brand_key: send another, or none for a new one.")));
	}

	List<BrandResponse> list(UUID account) {
		return this.jdbc.sql(FIND + " ORDER BY created_at DESC, id DESC")
			.param("account", account)
			.query(BrandResponse::of)
			.list();
	}

	BrandResponse get(UUID account, UUID id) {
		return this.jdbc.sql(FIND + " AND id = :id")
			.param("account", account)
			.param("id", id)
			.query(BrandResponse::of)
			.optional()
			.orElseThrow(() -> ProblemException.unknown("brand"));
	}

	BrandResponse rename(UUID account, UUID id, BrandChange change) {
		return this.jdbc.sql(RENAME)
			.param("name", change.name())
			.param("account", account)
			.param("id", id)
			.query(BrandResponse::of)
			.optional()
			.orElseThrow(() -> ProblemException.unknown("brand"));
	}

}
