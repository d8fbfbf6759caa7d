package dataconnections.operator;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dataconnections.account.AccountBrands;
import dataconnections.account.AccountKeys;
import dataconnections.account.BrandRequest;
import dataconnections.account.KeyRequest;
import dataconnections.problem.ProblemException;
import dataconnections.tenant.Scope;
import org.hibernate.id.uuid.UuidVersion7Strategy;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All accounts of the service.
 */
@Service
class Accounts {

	private static final String FIND = "SELECT id, name, created_at FROM account";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final AccountBrands brands;

	private final AccountKeys keys;

	Accounts(JdbcClient jdbc, Clock clock, AccountBrands brands, AccountKeys keys) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.brands = brands;
		this.keys = keys;
	}

	/**
	 * Opens an account with a brand and a key, or nothing of it. What is made of it is
	 * made in the same transaction.
	 */
	@Transactional
	<T> T open(AccountRequest request, Function<NewAccount, T> last) {
		UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
		this.jdbc.sql("INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)")
			.params(id, request.name(), this.clock.instant().atOffset(ZoneOffset.UTC))
			.update();
		return last.apply(NewAccount.of(get(id),
				this.brands.create(id, new BrandRequest(request.brandName(), null), Function.identity()),
				this.keys.create(id, new KeyRequest("first key", Scope.MANAGE, null), Function.identity())));
	}

	List<Account> list() {
		return this.jdbc.sql(FIND + " ORDER BY created_at DESC, id DESC").query(Account::of).list();
	}

	Account get(UUID id) {
		return this.jdbc.sql(FIND + " WHERE id = ?")
			.param(id)
			.query(Account::of)
			.optional()
			.orElseThrow(() -> ProblemException.unknown("account"));
	}

}
