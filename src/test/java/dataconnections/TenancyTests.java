package dataconnections;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dataconnections.Client.Answer;
import dataconnections.OpenApi.Call;
import dataconnections.OpenApi.Example;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What belongs to one brand is to every other as if it were not there. */
@ServiceTest
class TenancyTests {

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Tenants tenants;

	private TestConnection connection;

	private Crm crm;

	@BeforeEach
	void connect() {
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":1,\"v\":\"mine\"}]");
		this.crm = Crm.start();
	}

	@AfterEach
	void stop() {
		this.crm.close();
	}

	/** Of every call that the OpenAPI document tells of, with each of its requests. */
	@TestFactory
	Stream<DynamicTest> everyCallOnAnotherBrandsThingIsAnsweredAsOnAnUnknownOne() {
		Scene mine = new Scene(this.client, this.crm);
		Scene live = mine.shownBy("api-");
		Scene other = new Scene(this.client, this.crm);
		Scene sister = mine.askedByItsOtherBrand();
		List<Call> calls = OpenApi.of(this.client)
			.calls()
			.filter((call) -> call.takesKeys() && call.path().contains("{"))
			.toList();
		assertThat(calls).hasSizeGreaterThan(12);
		Stream<DynamicTest> refused = calls.stream().map((call) -> dynamicTest(call.id(), () -> {
			for (String parameter : parameters(call)) {
				assertLooksUnknown(call, parameter, asStranger(mine));
			}
			if (call.path().contains("{connectionId}")) {
				assertLooksUnknown(call, "{connectionId}", sister);
				assertLooksUnknown(call, "{connectionId}", other.with("{connectionId}", id(mine, "{connectionId}")));
				assertLooksUnknown(call, "{connectionId}", other.with("{connectionId}", id(live, "{connectionId}")));
			}
			for (String parameter : parameters(call).stream().skip(1).toList()) {
				assertLooksUnknown(call, parameter, other.with(parameter, id(mine, parameter)));
			}
		}));
		return Stream.concat(refused, Stream.of(dynamicTest("nothing is changed", () -> assertWhole(mine, live))));
	}

	@TestFactory
	Stream<DynamicTest> everyCallOfTheOperatorIsClosedToAnAccountWhetherTheThingIsThereOrNot() {
		Scene mine = new Scene(this.client, this.crm);
		Scene nothing = mine.with("{accountId}", UUID.randomUUID().toString());
		List<Call> calls = OpenApi.of(this.client).calls().filter((call) -> call.takes("operator")).toList();
		assertThat(calls).hasSizeGreaterThan(2);
		return calls.stream().map((call) -> dynamicTest(call.id(), () -> {
			String[] keys = { "x-api-key", Client.API_KEY, "x-brand-key", Client.BRAND_KEY };
			Answer answer = mine.sendWithoutKeys(call, keys);
			Answer unknown = nothing.sendWithoutKeys(call, keys);
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.body().replace(mine.path(call), nothing.path(call))).isEqualTo(unknown.body());
			assertThat(headers(answer)).isEqualTo(headers(unknown));
		}));
	}

	private static Scene asStranger(Scene scene) {
		return scene.askedBy(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
	}

	private void assertLooksUnknown(Call call, String parameter, Scene foreign) {
		Scene nothing = foreign.with(parameter, UUID.randomUUID().toString());
		List<Example> requests = call.requests().toList();
		if (requests.isEmpty()) {
			assertAlike(call, foreign, nothing, foreign.send(call), nothing.send(call));
		}
		for (Example request : requests) {
			assertAlike(call, foreign, nothing, foreign.ask(call, request), nothing.ask(call, request));
		}
	}

	private static void assertAlike(Call call, Scene foreign, Scene nothing, Answer answer, Answer unknown) {
		assertThat(answer.status()).as(call + answer.body()).isEqualTo(404);
		assertThat(answer.body().replace(foreign.path(call), nothing.path(call))).as(call.id())
			.isEqualTo(unknown.body());
		assertThat(headers(answer)).as(call.id()).isEqualTo(headers(unknown));
	}

	/**
	 * But for the one that tells that this connection has served its hundred requests.
	 */
	private static Set<String> headers(Answer answer) {
		Set<String> names = new TreeSet<>(answer.http().headers().map().keySet());
		names.remove("connection");
		return names;
	}

	private void assertWhole(Scene mine, Scene live) {
		UUID id = UUID.fromString(id(mine, "{connectionId}"));
		TestConnection owned = new TestConnection(this.client, this.jdbc, id);
		assertThat(owned.values("first_name")).containsExactly("Ada", "Linus", "Grace");
		assertThat(owned.count("batch") + owned.count("staged_row")).isZero();
		assertThat(mine.send("GET", owned.path(), "", new byte[0]).json().path("name").asString())
			.isEqualTo("Customers");
		assertThat(mine.send("GET", "/connections/" + id(live, "{connectionId}"), "", new byte[0])
			.json()
			.path("name")
			.asString()).isEqualTo("CRM");
		assertThat(mine.send("GET", "/keys", "", new byte[0]).body()).contains("Mail system")
			.doesNotContain("\"revoked_at\":\"");
		assertThat(mine.send("GET", "/keys", "", new byte[0]).json().size()).isEqualTo(2);
		assertThat(mine.send("GET", "/brands", "", new byte[0]).json().findValuesAsString("name"))
			.containsExactlyInAnyOrder("Spring shop", "Winter shop");
		assertThat(mine.send("GET", owned.path() + "/references", "", new byte[0]).json().size()).isOne();
	}

	private static String id(Scene scene, String parameter) {
		return Objects.requireNonNull(scene.ids().get(parameter), "the scene has no " + parameter);
	}

	private static List<String> parameters(Call call) {
		return Pattern.compile("\\{\\w+}").matcher(call.path()).results().map(MatchResult::group).toList();
	}

	@Test
	void whatIsWrongWithTheBodyOfAForeignUploadIsNotTold() {
		for (String call : List.of("POST /upload_data", "PUT /update_data", "PATCH /update_data",
				"DELETE /delete_data")) {
			String[] parts = call.split(" ", 2);
			String path = "/connections/" + this.connection.id() + parts[1];
			assertThat(Brands.asOther(this.client, parts[0], path, "[{}]").status()).as(call).isEqualTo(404);
		}
	}

	@Test
	void batchOfTheSameUuidIsAnotherInEveryConnection() {
		UUID batch = UUID.randomUUID();
		String open = "{\"batch_uuid\":\"" + batch + "\",\"batch_completed\":false,\"data\":[{\"id\":%d}]}";
		String completed = "{\"batch_uuid\":\"" + batch + "\",\"data\":[]}";
		TestConnection second = TestConnection.create(this.client, this.jdbc);
		UUID foreign = UUID.fromString(
				Brands.asOther(this.client, "POST", "/connections", "{\"name\":\"Other\",\"primary_key\":\"id\"}")
					.json()
					.path("data_connection_uuid")
					.asString());
		this.connection.store(open.formatted(10));
		second.store(open.formatted(20));
		String path = "/connections/" + foreign + "/upload_data";
		assertThat(Brands.asOther(this.client, "POST", path, completed).body()).contains("\"rows_inserted\":0");
		assertThat(Brands.asOther(this.client, "POST", path, open.formatted(30)).status()).isEqualTo(200);
		assertThat(this.connection.upload(completed).body()).contains("\"rows_inserted\":1");
		assertThat(this.connection.values("id")).containsExactly("1", "10");
		assertThat(second.count("staged_row")).isOne();
		assertThat(second.upload(completed).body()).contains("\"rows_inserted\":1");
		assertThat(second.values("id")).containsExactly("20");
		assertThat(Brands.asOther(this.client, "POST", path, completed).body()).contains("\"rows_inserted\":1");
	}

	@Test
	void cursorIsGoodForItsConnectionOnly() {
		this.connection.store("[{\"id\":2}]");
		TestConnection second = TestConnection.create(this.client, this.jdbc);
		second.store("[{\"id\":2},{\"id\":3}]");
		String cursor = this.connection.query("{\"limit\":1}").json().path("next_cursor").asString();
		assertThat(this.connection.query("{\"limit\":1,\"cursor\":\"" + cursor + "\"}").status()).isEqualTo(200);
		Answer refused = second.query("{\"limit\":1,\"cursor\":\"" + cursor + "\"}");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/type").asString()).isEqualTo("cursor_invalid");
	}

}
