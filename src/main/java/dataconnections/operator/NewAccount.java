package dataconnections.operator;

import java.time.Instant;
import java.util.UUID;

import dataconnections.account.BrandResponse;
import dataconnections.account.Key;

/**
 * An account that was just opened.
 *
 * @param accountUuid its id
 * @param name what people call it
 * @param createdAt when it was opened
 * @param brand its first brand
 * @param key its first key, shown this once
 */
record NewAccount(UUID accountUuid, String name, Instant createdAt, BrandResponse brand, Key key) {

	static NewAccount of(Account account, BrandResponse brand, Key key) {
		return new NewAccount(account.accountUuid(), account.name(), account.createdAt(), brand, key);
	}

}
