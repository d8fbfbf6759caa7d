package dataconnections;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys, brands and accounts are made once, however often they are asked for under an
 * Idempotency-Key, and shown to whoever asked.
 */
@ServiceTest
class IdempotentKeyTests {

	private static final String HEADER = "Idempotency-Key";

	private static final String MAIL = "{\"name\":\"Mail system\",\"scope\":\"query\"}";

	private static final String ACCOUNT = "{\"name\":\"Twice Ltd\",\"brand_name\":\"Shop\"}";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private MovableClock clock;

	private final String key = UUID.randomUUID().toString();

	private TestAccount account;

	@BeforeEach
	void open() {
		this.account = TestAccount.open(this.client);
	}

	@Test
	void keyThatIsCreatedAgainIsTheFirstOneWithItsSecret() {
		Answer first = named("/keys", MAIL);
		Answer again = named("/keys", MAIL);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		assertReplayed(again, first);
		assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
		assertThat(keys()).isEqualTo(2);
		assertThat(this.account.with(again.json().path("api_key").asString()).send("POST", "/keys", MAIL).status())
			.as("a key for look-ups")
			.isEqualTo(403);
	}

	@Test
	void answerThatShowsAKeyIsKeptEncryptedAndForADay() {
		Answer first = named("/keys", MAIL);
		String secret = first.json().path("api_key").asString();
		assertThat(this.jdbc.sql("SELECT body FROM idempotency_key WHERE key = ?")
			.param(this.key)
			.query((rs, n) -> new String(rs.getBytes(1), StandardCharsets.ISO_8859_1))
			.single()).doesNotContain(secret, first.json().path("prefix").asString());
		this.clock.move(Duration.ofHours(24));
		Answer later = named("/keys", MAIL);
		assertThat(later.status()).isEqualTo(201);
		assertThat(later.body()).isNotEqualTo(first.body()).doesNotContain(secret);
	}

	@Test
	void rotationThatIsSentAgainRotatesOnce() {
		String path = "/keys/" + this.account.create(MAIL).path("key_uuid").asString();
		String hour = "{\"overlap_seconds\":3600}";
		Answer first = named(path + "/rotate", hour);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		String ends = this.account.get(path).json().path("expires_at").asString();
		this.clock.move(Duration.ofHours(2));
		assertReplayed(named(path + "/rotate", hour), first);
		assertThat(keys()).isEqualTo(3);
		assertThat(this.account.get(path).json().path("expires_at").asString()).isEqualTo(ends);
	}

	@Test
	void rotationWithoutABodyIsAnsweredAgainToo() {
		String path = "/keys/" + this.account.create(MAIL).path("key_uuid").asString() + "/rotate";
		Answer first = named(path, "");
		assertReplayed(named(path, ""), first);
		assertThat(keys()).isEqualTo(3);
	}

	@Test
	void whileAKeyIsRotatedTheSameRequestIsToldToComeAgain() {
		String path = "/keys/" + this.account.create(MAIL).path("key_uuid").asString() + "/rotate";
		CompletableFuture<Answer> first;
		try (Pin pin = Pin.on(this.dataSource,
				"SELECT id FROM account WHERE id = '" + this.account.id() + "' FOR UPDATE")) {
			first = inBackground(() -> named(path, ""));
			pin.awaitBehind(1);
			Answer second = named(path, "");
			assertThat(second.status()).as(second.body()).isEqualTo(409);
			assertThat(second.header("Retry-After")).isEqualTo("1");
		}
		assertThat(first.join().status()).isEqualTo(201);
		assertReplayed(named(path, ""), first.join());
	}

	@Test
	void brandThatIsCreatedAgainIsTheFirstOne() {
		String brand = "{\"name\":\"Winter shop\",\"brand_key\":\"winter-shop\"}";
		Answer first = named("/brands", brand);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		assertReplayed(named("/brands", brand), first);
		assertThat(this.account.send("POST", "/brands", brand).status()).as("without the key").isEqualTo(409);
	}

	@Test
	void accountThatIsOpenedAgainIsTheFirstOneForTheOperatorOnly() {
		Answer first = TestAccount.operator(this.client, "POST", "/accounts", ACCOUNT, HEADER, this.key);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		assertReplayed(TestAccount.operator(this.client, "POST", "/accounts", ACCOUNT, HEADER, this.key), first);
		Answer stranger = this.account.send("POST", "/accounts", ACCOUNT, HEADER, this.key);
		assertThat(stranger.status()).isEqualTo(401);
		assertThat(stranger.body()).doesNotContain("api_key");
		Answer brand = named("/brands", "{\"name\":\"Shop\"}");
		assertThat(brand.status()).as("the operator's keys are not those of brands").isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource({ "/keys, '{\"name\":\"Other\",\"scope\":\"query\"}'", "/brands, '{\"name\":\"Shop\"}'" })
	void anotherRequestUnderTheSameKeyIsRefusedAndNotDone(String path, String json) {
		named("/keys", MAIL);
		Answer other = named(path, json);
		assertThat(other.status()).as(other.body()).isEqualTo(422);
		assertThat(other.json().at("/errors/0/type").asString()).isEqualTo("idempotency_key_reused");
		assertThat(keys()).isEqualTo(2);
	}

	/** Both brands belong to the account, and both requests show the same API key. */
	@Test
	void keyOfAnotherBrandOfTheAccountIsAnotherKey() {
		this.account.send("POST", "/brands", "{\"name\":\"Winter\",\"brand_key\":\"winter-shop\"}");
		Answer first = named("/keys", MAIL);
		TestAccount winter = new TestAccount(this.client, this.account.id(), this.account.apiKey(),
				this.account.keyId(), "winter-shop", "");
		Answer other = winter.send("POST", "/keys", MAIL, HEADER, this.key);
		assertThat(other.status()).isEqualTo(201);
		assertThat(other.body()).isNotEqualTo(first.body());
	}

	@Test
	void keyForLookUpsIsNotShownWhatAnotherMade() {
		Answer first = named("/keys", MAIL);
		TestAccount mail = this.account.with(first.json().path("api_key").asString());
		Answer again = mail.send("POST", "/keys", MAIL, HEADER, this.key);
		assertThat(again.status()).isEqualTo(403);
		assertThat(again.body()).doesNotContain("api_key\":");
	}

	private Answer named(String path, String json) {
		return this.account.send("POST", path, json, HEADER, this.key);
	}

	private int keys() {
		return this.account.get("/keys").json().size();
	}

	private static void assertReplayed(Answer again, Answer first) {
		assertThat(again.status()).as(again.body()).isEqualTo(first.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
		assertThat(again.header("Cache-Control")).isEqualTo("no-store");
	}

}
