package dataconnections;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dataconnections.connection.Connections;
import dataconnections.tenant.Brand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class ReferenceTests {

	private static final String MAIL = "{\"reference_type\":\"mail\",\"reference_id\":\"17\",\"name\":\"Spring\"}";

	@Autowired
	private Client client;

	@Autowired
	private Connections connections;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	private String connection = "";

	@BeforeEach
	void addConnection() {
		this.connection = this.client.connection("id");
	}

	@Test
	void newReferenceIsCreated() {
		Client.Answer answer = add(MAIL);
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().propertyNames()).containsExactly("reference_uuid", "reference_type", "reference_id",
				"name", "created_at");
		assertThat(answer.header("Location")).endsWith("/connections/" + this.connection + "/references/" + id(answer));
		assertThat(get("/" + id(answer)).body()).isEqualTo(answer.body());
	}

	@Test
	void sameResourceIsOneReferenceWhoseNameIsRefreshed() {
		Client.Answer first = add(MAIL);
		Client.Answer silent = add("{\"reference_type\":\"mail\",\"reference_id\":\"17\"}");
		assertThat(silent.status()).isEqualTo(200);
		assertThat(silent.body()).isEqualTo(first.body());
		assertThat(silent.header("Location")).isEqualTo(first.header("Location"));
		Client.Answer renamed = add(MAIL.replace("Spring", "Summer"));
		assertThat(renamed.status()).isEqualTo(200);
		assertThat(id(renamed)).isEqualTo(id(first));
		assertThat(renamed.json().path("name").asString()).isEqualTo("Summer");
		assertThat(get("").json().size()).isOne();
	}

	@Test
	void sameResourceToldByManyAtOnceIsOneReference() {
		List<Client.Answer> answers = ConnectionRulesTests.atOnce(8, (n) -> add(MAIL));
		assertThat(answers).extracting(Client.Answer::status)
			.containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
		assertThat(answers.stream().map(ReferenceTests::id).distinct()).hasSize(1);
	}

	@Test
	void listIsOldestFirst() {
		List<String> made = List.of(id(add(MAIL)), id(add(MAIL.replace("17", "18"))), id(add(MAIL.replace("17", "16"))),
				id(add(MAIL.replace("mail", "sms"))));
		assertThat(get("").json().valueStream().map((item) -> item.path("reference_uuid").asString()))
			.containsExactlyElementsOf(made);
	}

	@Test
	void removedReferenceIsUnknown() {
		String id = id(add(MAIL));
		assertThat(remove(id).status()).isEqualTo(204);
		assertThat(remove(id).status()).isEqualTo(404);
		assertThat(get("/" + id).json().path("detail").asString()).isEqualTo("There is no such reference.");
		assertThat(get("").body()).isEqualTo("[]");
	}

	@Test
	void referenceOfAnotherConnectionIsUnknown() {
		String id = id(add(MAIL));
		this.connection = this.client.connection("id");
		assertThat(get("/" + id).status()).isEqualTo(404);
		assertThat(remove(id).status()).isEqualTo(404);
		assertThat(get("/x").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			reference_type | {"reference_id":"1"}
			reference_type | {"reference_type":"","reference_id":"1"}
			reference_type | {"reference_type":"two words","reference_id":"1"}
			reference_type | {"reference_type":"a\\n","reference_id":"1"}
			reference_type | {"reference_type":7,"reference_id":"1"}
			reference_id   | {"reference_type":"mail"}
			reference_id   | {"reference_type":"mail","reference_id":"\\u3000"}
			reference_id   | {"reference_type":"mail","reference_id":7}
			reference_id   | {"reference_type":"mail","reference_id":"a\\u0000"}
			name           | {"reference_type":"mail","reference_id":"1","name":"\\ud800"}
			nmae           | {"reference_type":"mail","reference_id":"1","nmae":"x"}
			""")
	void whatIsWrongIsNamed(String place, String body) {
		Client.Answer answer = add(body);
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.json().path("errors").size()).as(answer.body()).isOne();
		assertThat(answer.json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"body\",\"" + place + "\"]");
	}

	@Test
	void lengthsAreBounded() {
		String longest = "😀".repeat(255);
		assertThat(add(body("a".repeat(64), longest, longest)).status()).isEqualTo(201);
		assertThat(add(body("a".repeat(65), "1", "n")).status()).isEqualTo(422);
		assertThat(add(body("a", longest + "x", "n")).status()).isEqualTo(422);
		assertThat(add(body("a", "1", longest + "x")).status()).isEqualTo(422);
	}

	@Test
	void carefulDeletionIsRefusedWhileThereAreReferences() {
		String id = id(add(MAIL));
		add(MAIL.replace("17", "18"));
		Client.Answer refused = delete("?only_if_unreferenced=true");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("detail").asString()).contains("2 references");
		assertThat(get("").json().size()).isEqualTo(2);
		remove(id);
		assertThat(delete("?only_if_unreferenced=true").json().path("detail").asString()).contains("1 reference.");
		get("").json().forEach((item) -> remove(item.path("reference_uuid").asString()));
		assertThat(delete("?only_if_unreferenced=true").status()).isEqualTo(204);
	}

	@Test
	void plainDeletionTakesTheReferencesAlong() {
		add(MAIL);
		assertThat(delete("").status()).isEqualTo(204);
		assertThat(get("").status()).isEqualTo(404);
		assertThat(add(MAIL).status()).isEqualTo(404);
		this.connections.forget(UUID.fromString(this.connection));
		assertThat(this.jdbc.sql("SELECT count(*) FROM reference WHERE connection_id = ?")
			.param(UUID.fromString(this.connection))
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void carefulDeletionWaitsForAReferenceThatIsBeingMade() {
		CompletableFuture<Client.Answer> deletion = this.transaction.execute((status) -> {
			this.connections.hold(this.jdbc, brand(), UUID.fromString(this.connection));
			CompletableFuture<Client.Answer> waiting = inBackground("?only_if_unreferenced=true");
			await(() -> CompletableFuture.supplyAsync(this::isDeletionWaiting).join());
			this.jdbc.sql("""
					INSERT INTO reference (id, connection_id, reference_type, reference_id, created_at)
					VALUES (?, ?, 'mail', '17', now())""")
				.params(UUID.randomUUID(), UUID.fromString(this.connection))
				.update();
			return waiting;
		});
		assertThat(deletion).succeedsWithin(10, TimeUnit.SECONDS)
			.satisfies((answer) -> assertThat(answer.status()).isEqualTo(409));
		assertThat(get("").json().size()).isOne();
	}

	@Test
	void referencesRacingWithCarefulDeletionNeverBothWin() {
		for (int round = 0; round < 20; round++) {
			addConnection();
			List<Integer> statuses = ConnectionRulesTests.atOnce(2,
					(n) -> ((n == 0) ? add(MAIL) : delete("?only_if_unreferenced=true")).status());
			assertThat(statuses).isIn(List.of(201, 409), List.of(404, 204));
		}
	}

	private boolean isDeletionWaiting() {
		return this.jdbc.sql("""
				SELECT count(*) FROM pg_stat_activity
				WHERE wait_event_type = 'Lock' AND query LIKE '%FROM data_connection%FOR UPDATE%'""")
			.query(Long.class)
			.single() > 0;
	}

	private static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("time is up").isLessThan(end);
			Thread.onSpinWait();
		}
	}

	private CompletableFuture<Client.Answer> inBackground(String query) {
		return CompletableFuture.supplyAsync(() -> delete(query), Executors.newVirtualThreadPerTaskExecutor());
	}

	private Brand brand() {
		return this.jdbc.sql("SELECT id, account_id, name FROM brand WHERE brand_key = ?")
			.param(Client.BRAND_KEY)
			.query((row, n) -> new Brand(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
			.single();
	}

	private Client.Answer add(String json) {
		return this.client.send("POST", "/connections/" + this.connection + "/references", json);
	}

	private Client.Answer get(String path) {
		return this.client.get("/connections/" + this.connection + "/references" + path);
	}

	private Client.Answer remove(String id) {
		return this.client.send("DELETE", "/connections/" + this.connection + "/references/" + id, "", new byte[0]);
	}

	private Client.Answer delete(String query) {
		return this.client.send("DELETE", "/connections/" + this.connection + query, "", new byte[0]);
	}

	private static String id(Client.Answer answer) {
		return answer.json().path("reference_uuid").asString();
	}

	private static String body(String type, String id, String name) {
		return "{\"reference_type\":\"" + type + "\",\"reference_id\":\"" + id + "\",\"name\":\"" + name + "\"}";
	}

}
