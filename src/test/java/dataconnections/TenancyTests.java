package dataconnections;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dataconnections.Client.Answer;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** What belongs to one brand is to every other as if it were not there. */
@ServiceTest
class TenancyTests {

	private static final String BASE = "/api/data-connections/v1";

	private static final Map<String, String> BODIES = Map.ofEntries(
			Map.entry("PUT /connections/{connectionId}", "{\"name\":\"stolen\"}"),
			Map.entry("POST /connections/{connectionId}/external-content/emarsys",
					"{\"parameters\":[{\"id\":\"1\"}],\"fields\":[\"v\"]}"),
			Map.entry("POST /connections/{connectionId}/upload_data", "[{\"id\":1,\"v\":\"stolen\"}]"),
			Map.entry("PUT /connections/{connectionId}/update_data",
					"[{\"primary_key\":1,\"data\":{\"v\":\"stolen\"}}]"),
			Map.entry("PATCH /connections/{connectionId}/update_data",
					"[{\"primary_key\":1,\"data\":{\"v\":\"stolen\"}}]"),
			Map.entry("DELETE /connections/{connectionId}/delete_data", "[1]"),
			Map.entry("POST /connections/{connectionId}/delete_data", "[1]"),
			Map.entry("POST /connections/{connectionId}/query", "{\"primary_key\":1}"),
			Map.entry("POST /connections/{connectionId}/explain", "{\"primary_key\":1}"),
			Map.entry("POST /connections/{connectionId}/api_batch_query", "{\"primary_keys\":[1]}"),
			Map.entry("POST /connections/{connectionId}/references",
					"{\"reference_type\":\"mail\",\"reference_id\":\"1\"}"));

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Tenants tenants;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private TestConnection connection;

	private String reference;

	@BeforeEach
	void connect() {
		this.tenants.ensure(Brands.OTHER_API_KEY, Brands.OTHER_BRAND_KEY);
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":1,\"v\":\"mine\"}]");
		this.reference = this.connection
			.send("POST", "/references", "{\"reference_type\":\"mail\",\"reference_id\":\"1\"}")
			.json()
			.path("reference_uuid")
			.asString();
	}

	@Test
	void everyCallOnAnotherBrandsConnectionIsAnsweredAsOnAnUnknownOne() {
		List<String> calls = calls();
		assertThat(calls).hasSizeGreaterThan(12).containsAll(BODIES.keySet());
		for (String call : calls) {
			String unknown = UUID.randomUUID().toString();
			Answer foreign = asOther(call, this.connection.id().toString());
			Answer none = asOther(call, unknown);
			assertThat(foreign.status()).as(call + " (has it a body in BODIES?) " + foreign.body()).isEqualTo(404);
			assertThat(foreign.body().replace(this.connection.id().toString(), unknown)).as(call)
				.isEqualTo(none.body());
			assertThat(foreign.http().headers().map().keySet()).as(call)
				.isEqualTo(none.http().headers().map().keySet());
		}
		assertThat(this.connection.values("v")).containsExactly("mine");
		assertThat(this.client.get(this.connection.path()).json().path("name").asString()).isEqualTo("Test");
		assertThat(this.client.get(this.connection.path() + "/references/" + this.reference).status()).isEqualTo(200);
		assertThat(this.connection.count("batch") + this.connection.count("staged_row")).isZero();
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

	/** Method and path of every call that names a connection. */
	private List<String> calls() {
		List<String> calls = new ArrayList<>();
		for (RequestMappingInfo mapping : this.mappings.getHandlerMethods().keySet()) {
			for (String pattern : mapping.getPatternValues()) {
				if (pattern.startsWith(BASE) && pattern.contains("{connectionId}")) {
					mapping.getMethodsCondition()
						.getMethods()
						.forEach((method) -> calls.add(method + " " + pattern.substring(BASE.length())));
				}
			}
		}
		return calls;
	}

	private Answer asOther(String call, String id) {
		String[] parts = call.split(" ", 2);
		String path = parts[1].replace("{connectionId}", id).replace("{referenceId}", this.reference);
		return Brands.asOther(this.client, parts[0], path, BODIES.getOrDefault(call, ""));
	}

}
