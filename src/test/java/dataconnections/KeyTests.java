package dataconnections;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of keys, from their creation to their end. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class KeyTests {

	private static final String MANAGE = "{\"name\":\"Ada\",\"scope\":\"manage\"}";

	private static final String QUERY = "{\"name\":\"Mail system\",\"scope\":\"query\"}";

	@Autowired
	private Client client;

	@Autowired
	private MovableClock clock;

	@Autowired
	private MovableTicker ticker;

	@Autowired
	private JdbcClient jdbc;

	private TestAccount account;

	@BeforeEach
	void open() {
		this.account = TestAccount.open(this.client);
	}

	@Test
	void newKeyIsShownOnceAndWorks() {
		Answer answer = this.account.send("POST", "/keys", MANAGE);
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.json().propertyNames()).containsExactly("key_uuid", "api_key", "prefix", "name", "scope",
				"created_at", "last_used_at", "expires_at", "revoked_at");
		String secret = answer.json().path("api_key").asString();
		assertThat(secret).matches("dc_[A-Za-z0-9_-]{43}").startsWith(answer.json().path("prefix").asString());
		assertThat(this.account.with(secret).get("/keys").status()).isEqualTo(200);
		String path = "/keys/" + id(answer.json());
		assertThat(answer.header("Location")).endsWith("/api/data-connections/v1" + path);
		Answer read = this.account.get(path);
		assertThat(read.json().propertyNames()).containsExactly("key_uuid", "prefix", "name", "scope", "created_at",
				"last_used_at", "expires_at", "revoked_at");
		assertThat(read.body() + this.account.get("/keys").body()).doesNotContain(secret);
		assertThat(this.jdbc.sql("SELECT key_hash = sha256(convert_to(?, 'UTF8')) FROM api_key WHERE id = ?")
			.param(secret)
			.param(UUID.fromString(id(answer.json())))
			.query(Boolean.class)
			.single()).isTrue();
	}

	@Test
	void keysAreListedNewestFirst() {
		String second = id(this.account.create(QUERY));
		String third = id(this.account.create(MANAGE));
		assertThat(this.account.get("/keys").json().findValuesAsString("key_uuid")).containsExactly(third, second,
				this.account.keyId());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"scope":"query"}                                                     | name       | missing
			{"name":" \\u2003","scope":"query"}                                    | name       | missing
			{"name":"a\\u0000","scope":"query"}                                    | name       | string_too_long
			{"name":"A"}                                                          | scope      | missing
			{"name":"A","scope":null}                                             | scope      | missing
			{"name":"A","scope":"admin"}                                          | scope      | enum_type
			{"name":"A","scope":"QUERY"}                                          | scope      | enum_type
			{"name":"A","scope":0}                                                | scope      | enum_type
			{"name":"A","scope":""}                                               | scope      | enum_type
			{"name":"A","scope":"query","expires_at":"tomorrow"}                  | expires_at | value_error
			{"name":"A","scope":"query","expires_at":"2099-01-01T00:00:00"}       | expires_at | value_error
			{"name":"A","scope":"query","expires_at":"2026-11-24T11:59:59Z"}      | expires_at | out_of_range
			{"name":"A","scope":"query","expires_at":"+10000-01-01T00:00:00Z"}    | expires_at | out_of_range
			{"name":"A","scope":"query","expires_at":4102444800}                  | expires_at | string_type
			{"name":"A","scope":"query","api_key":"of-my-own-choice-0123456789"}  | api_key    | extra_forbidden
			""")
	void keyThatCannotBeIsRefused(String json, String member, String type) {
		Answer answer = this.account.send("POST", "/keys", json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().at("/errors/0/loc").toString()).isEqualTo("[\"body\",\"" + member + "\"]");
		assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo(type);
		assertThat(this.account.get("/keys").json().size()).isOne();
	}

	@Test
	void keyEndsWhenItExpires() {
		Instant end = this.clock.instant().plusSeconds(60);
		JsonNode key = this.account.create(QUERY.replace("}", ",\"expires_at\":\"" + end + "\"}"));
		assertThat(Instant.parse(key.path("expires_at").asString())).isEqualTo(end);
		TestAccount holder = this.account.with(key.path("api_key").asString());
		assertThat(holder.get("/keys").status()).isEqualTo(403);
		this.clock.move(Duration.ofSeconds(60));
		assertThat(holder.get("/keys").status()).isEqualTo(422);
	}

	@Test
	void rotatedKeyWorksBesideItsSuccessorUntilTheOverlapEnds() {
		JsonNode old = this.account.create(QUERY);
		Answer answer = this.account.send("POST", "/keys/" + id(old) + "/rotate", "{\"overlap_seconds\":60}");
		assertThat(answer.status()).isEqualTo(201);
		JsonNode successor = answer.json();
		assertThat(answer.header("Location")).endsWith("/keys/" + id(successor));
		assertThat(id(successor)).isNotEqualTo(id(old));
		assertThat(successor.path("name").asString() + successor.path("scope").asString())
			.isEqualTo("Mail systemquery");
		assertThat(successor.path("expires_at").isNull()).isTrue();
		assertThat(statusOf(old)).isEqualTo(403);
		assertThat(statusOf(successor)).isEqualTo(403);
		pass(Duration.ofSeconds(59));
		assertThat(statusOf(old)).isEqualTo(403);
		pass(Duration.ofSeconds(1));
		assertThat(statusOf(old)).isEqualTo(422);
		assertThat(statusOf(successor)).isEqualTo(403);
	}

	@Test
	void overlapIsADayUnlessToldOtherwise() {
		JsonNode old = this.account.create(QUERY);
		assertThat(this.account.send("POST", "/keys/" + id(old) + "/rotate", "").status()).isEqualTo(201);
		assertThat(Instant.parse(this.account.get("/keys/" + id(old)).json().path("expires_at").asString()))
			.isEqualTo(this.clock.instant().plus(Duration.ofDays(1)));
	}

	@Test
	void rotationProlongsNothing() {
		Instant end = this.clock.instant().plusSeconds(60);
		JsonNode old = this.account.create(QUERY.replace("}", ",\"expires_at\":\"" + end + "\"}"));
		JsonNode successor = this.account.send("POST", "/keys/" + id(old) + "/rotate", "{}").json();
		assertThat(Instant.parse(successor.path("expires_at").asString())).isEqualTo(end);
		assertThat(Instant.parse(this.account.get("/keys/" + id(old)).json().path("expires_at").asString()))
			.isEqualTo(end);
	}

	@Test
	void overlapOfNothingEndsTheKeyAtOnce() {
		JsonNode old = this.account.create(QUERY);
		assertThat(statusOf(old)).isEqualTo(403);
		assertThat(this.account.send("POST", "/keys/" + id(old) + "/rotate", "{\"overlap_seconds\":0}").status())
			.isEqualTo(201);
		this.ticker.move(Duration.ofSeconds(1));
		assertThat(statusOf(old)).isEqualTo(422);
	}

	@Test
	void overlapIsBounded() {
		String path = "/keys/" + this.account.keyId() + "/rotate";
		for (String wrong : List.of("-1", "2592001", "1.5", "\"60\"")) {
			assertThat(this.account.send("POST", path, "{\"overlap_seconds\":" + wrong + "}").status()).as(wrong)
				.isEqualTo(422);
		}
		assertThat(this.account.send("POST", path, "{\"overlap_seconds\":2592000}").status()).isEqualTo(201);
	}

	@Test
	void keyThatHasEndedIsNotRotated() {
		JsonNode key = this.account.create(QUERY);
		this.account.send("DELETE", "/keys/" + id(key), "");
		Answer answer = this.account.send("POST", "/keys/" + id(key) + "/rotate", "{}");
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.json().path("detail").asString()).contains("create a new one");
	}

	@Test
	void revokedKeyStopsWorkingWithinASecondAndStaysListed() {
		JsonNode key = this.account.create(MANAGE);
		assertThat(statusOf(key)).isEqualTo(200);
		assertThat(this.account.send("DELETE", "/keys/" + id(key), "").status()).isEqualTo(204);
		this.ticker.move(Duration.ofSeconds(1));
		assertThat(statusOf(key)).isEqualTo(422);
		String revoked = this.account.get("/keys/" + id(key)).json().path("revoked_at").asString();
		assertThat(Instant.parse(revoked)).isEqualTo(this.clock.instant());
		this.clock.move(Duration.ofSeconds(1));
		assertThat(this.account.send("DELETE", "/keys/" + id(key), "").status()).isEqualTo(204);
		assertThat(this.account.get("/keys/" + id(key)).json().path("revoked_at").asString()).isEqualTo(revoked);
	}

	@Test
	void lastKeyThatCanManageIsKept() {
		JsonNode query = this.account.create(QUERY);
		String shorter = MANAGE.replace("}", ",\"expires_at\":\"" + this.clock.instant().plusSeconds(60) + "\"}");
		String passing = id(this.account.create(shorter));
		Answer refused = this.account.send("DELETE", "/keys/" + this.account.keyId(), "");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("detail").asString()).contains("create one that is first");
		assertThat(this.account.get("/keys").status()).isEqualTo(200);
		assertThat(this.account.send("DELETE", "/keys/" + id(query), "").status()).isEqualTo(204);
		assertThat(this.account.send("DELETE", "/keys/" + passing, "").status()).isEqualTo(204);
		JsonNode other = this.account.create(MANAGE);
		assertThat(this.account.send("DELETE", "/keys/" + this.account.keyId(), "").status()).isEqualTo(204);
		assertThat(statusOf(other)).isEqualTo(200);
	}

	@Test
	void lastKeyThatCanManageHandsOverOnlyToOneThatLastsAsLong() {
		String rotate = "/keys/" + this.account.keyId() + "/rotate";
		String shorter = "{\"overlap_seconds\":0,\"expires_at\":\"" + this.clock.instant().plusSeconds(60) + "\"}";
		Answer refused = this.account.send("POST", rotate, shorter);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(this.account.get("/keys").json().size()).isOne();
		this.account.create(MANAGE);
		assertThat(this.account.send("POST", rotate, shorter).status()).isEqualTo(201);
	}

	@Test
	void twoKeysThatRevokeEachOtherLeaveOne() {
		for (int round = 0; round < 10; round++) {
			TestAccount first = TestAccount.open(this.client);
			JsonNode second = first.create(MANAGE);
			CompletableFuture<Answer> one = TestConnection
				.inBackground(() -> first.send("DELETE", "/keys/" + id(second), ""));
			Answer other = first.with(second.path("api_key").asString()).send("DELETE", "/keys/" + first.keyId(), "");
			assertThat(List.of(one.join().status(), other.status())).containsOnlyOnce(204);
			assertThat(this.jdbc.sql("SELECT count(*) FROM api_key WHERE account_id = ? AND revoked_at IS NULL")
				.param(UUID.fromString(first.id()))
				.query(Integer.class)
				.single()).isOne();
		}
	}

	@Test
	void keyOfAnotherAccountIsAsUnknown() {
		TestAccount other = TestAccount.open(this.client);
		String foreign = id(other.create(MANAGE));
		String unknown = UUID.randomUUID().toString();
		for (String call : List.of("GET /keys/", "DELETE /keys/", "POST /keys/{}/rotate")) {
			String[] parts = call.split(" ", 2);
			String path = parts[1].contains("{}") ? parts[1] : parts[1] + "{}";
			Answer answer = this.account.send(parts[0], path.replace("{}", foreign), "");
			assertThat(answer.status()).as(call).isEqualTo(404);
			assertThat(answer.body().replace(foreign, unknown)).as(call)
				.isEqualTo(this.account.send(parts[0], path.replace("{}", unknown), "").body());
		}
		assertThat(this.account.get("/keys").body()).doesNotContain(foreign);
		assertThat(other.get("/keys/" + foreign).json().path("revoked_at").isNull()).isTrue();
		assertThat(this.account.get("/keys/no-uuid").body())
			.isEqualTo(this.account.get("/keys/" + unknown).body().replace(unknown, "no-uuid"));
	}

	@Test
	void logTellsWhatHappenedToKeysAndByWhichButShowsNone(CapturedOutput output) {
		JsonNode key = this.account.create(QUERY);
		JsonNode successor = this.account.send("POST", "/keys/" + id(key) + "/rotate", "{}").json();
		this.account.send("DELETE", "/keys/" + id(key), "");
		String by = " by key " + this.account.keyId();
		String of = " of account " + this.account.id();
		assertThat(output).contains("Account " + this.account.id() + " was opened by the operator",
				"Key " + id(key) + of + " was created" + by,
				"Key " + id(key) + of + " was rotated to key " + id(successor) + by,
				"Key " + id(key) + of + " was revoked" + by);
		assertThat(output).doesNotContain(key.path("api_key").asString(), successor.path("api_key").asString(),
				this.account.apiKey(), Client.OPERATOR_TOKEN);
	}

	private void pass(Duration time) {
		this.clock.move(time);
		this.ticker.move(time);
	}

	private int statusOf(JsonNode key) {
		return this.account.with(key.path("api_key").asString()).get("/keys").status();
	}

	private static String id(JsonNode key) {
		return key.path("key_uuid").asString();
	}

}
