package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class ConnectionTests {

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void createdConnectionIsReadChangedAndSentBackWhole() {
		Answer created = this.client.send("POST", "/connections",
				"{\"name\":\"Pets\",\"primary_key\":\"id\",\"description\":\"d\"}");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.body()).startsWith("{\"data_connection_uuid\":\"");
		String path = "/connections/" + created.json().path("data_connection_uuid").asString();
		assertThat(created.header("Location")).endsWith(path);
		Answer read = this.client.get(path);
		Answer same = this.client.send("PUT", path, read.body(), "If-Match", read.header("ETag"));
		assertThat(same.status()).as(same.body()).isEqualTo(200);
		Answer changed = this.client.send("PUT", path, "{\"description\":null,\"name\":\"Cats\"}");
		assertThat(changed.json().path("description").isNull()).isTrue();
		assertThat(changed.json().path("name").asString()).isEqualTo("Cats");
		assertThat(this.client.send("PUT", path, "{\"name\":\"x\"}", "If-Match", read.header("ETag")).status())
			.isEqualTo(412);
		assertThat(this.client.send("PUT", path, "{\"primary_key\":\"other\"}").status()).isEqualTo(422);
	}

	@Test
	void listIsPagedNewestFirstAndSearched() {
		String marker = UUID.randomUUID().toString();
		for (String name : new String[] { "a_%", "b", "C" }) {
			this.client.send("POST", "/connections", "{\"name\":\"" + marker + name + "\",\"primary_key\":\"id\"}");
		}
		Answer page = this.client.get("/connections?limit=2&name=" + marker.toUpperCase(java.util.Locale.ROOT));
		assertThat(page.json().size()).isEqualTo(2);
		assertThat(page.json().path(0).path("name").asString()).isEqualTo(marker + "C");
		String next = page.header("Link");
		assertThat(next).endsWith(">; rel=\"next\"");
		Answer last = this.client.get(next.substring(next.indexOf("/connections"), next.indexOf('>')));
		assertThat(last.json().size()).isEqualTo(1);
		assertThat(last.header("Link")).isEmpty();
		assertThat(this.client.get("/connections?name=" + marker + "%25").json().size()).isZero();
		assertThat(this.client.get("/connections?limit=0").status()).isEqualTo(422);
		assertThat(this.client.get("/connections?cursor=x").status()).isEqualTo(422);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			{"primary_key":"id"}~422~name
			{"name":" ","primary_key":"id"}~422~name
			{"name":5,"primary_key":"id"}~422~name
			{"name":"a","primary_key":"id","nmae":1}~422~nmae
			{"name":"a","primary_key":"id","external_api_details":{}}~422~external_api_details
			{"name":"\\u0000","primary_key":"id"}~422~name
			{"name":"a","name":"b","primary_key":"id"}~422~twice
			{"name":~400~JSON
			""")
	void badConnectionIsRefusedWithItsPlace(String body, int status, String named) {
		Answer refused = this.client.send("POST", "/connections", body);
		assertThat(refused.status()).isEqualTo(status);
		assertThat(refused.body()).contains(named, "\"request_id\"").doesNotContain("dataconnections.", "Exception");
	}

	@Test
	void anotherBrandsConnectionLooksUnknown() {
		String id = this.client.connection("id");
		this.jdbc.sql("""
				INSERT INTO brand (id, account_id, name, brand_key, created_at)
				SELECT gen_random_uuid(), account_id, 'other', 'other-brand', now() FROM brand WHERE brand_key = ?
				ON CONFLICT DO NOTHING""").param(Client.BRAND_KEY).update();
		Answer foreign = as("other-brand", "/connections/" + id);
		Answer unknown = as("other-brand", "/connections/" + UUID.randomUUID());
		assertThat(foreign.status()).isEqualTo(404);
		assertThat(anonymous(foreign)).isEqualTo(anonymous(unknown));
		assertThat(anonymous(as("other-brand", "/connections/no-uuid"))).isEqualTo(anonymous(unknown));
	}

	@Test
	void keysAreRefusedAllAlike() {
		Answer unknown = as("no-such-brand", "/connections");
		assertThat(unknown.status()).isEqualTo(422);
		assertThat(unknown.json().path("title").asString()).isEqualTo("Invalid Keys");
		Answer missing = this.client.send(HttpRequest.newBuilder(uri("/connections")).build());
		assertThat(missing.status()).isEqualTo(422);
		assertThat(missing.body()).contains("[\"header\",\"x-api-key\"]", "[\"header\",\"x-brand-key\"]");
	}

	@Test
	void requestIdIsEchoedWhenHarmless() {
		assertThat(this.client.send("GET", "/connections?limit=1", "", new byte[0], "X-Request-Id", "a-1:b")
			.header("X-Request-Id")).isEqualTo("a-1:b");
		assertThat(this.client.send("GET", "/connections?limit=1", "", new byte[0], "X-Request-Id", "<script>")
			.header("X-Request-Id")).hasSize(36);
	}

	@Test
	void referencesHoldAConnectionWhenAsked() {
		String path = "/connections/" + this.client.connection("id");
		String body = "{\"reference_type\":\"mail\",\"reference_id\":\"42\"}";
		Answer noted = this.client.send("POST", path + "/references", body);
		assertThat(noted.status()).as(noted.body()).isEqualTo(201);
		Answer again = this.client.send("POST", path + "/references", body.replace("}", ",\"name\":\"n\"}"));
		assertThat(again.status()).isEqualTo(200);
		String uuid = noted.json().path("reference_uuid").asString();
		assertThat(again.json().path("reference_uuid").asString()).isEqualTo(uuid);
		assertThat(this.client.get(path + "/references").json().size()).isEqualTo(1);
		assertThat(this.client.send("DELETE", path + "?only_if_unreferenced=true", "").status()).isEqualTo(409);
		assertThat(this.client.send("DELETE", path + "/references/" + uuid, "").status()).isEqualTo(204);
		assertThat(this.client.get(path + "/references/" + uuid).status()).isEqualTo(404);
		assertThat(this.client.send("DELETE", path + "?only_if_unreferenced=true", "").status()).isEqualTo(204);
	}

	@Test
	void schemaTellsWhatIsStored() {
		String path = "/connections/" + this.client.connection("id");
		assertThat(this.client.get(path + "/schema").json().path("fields").size()).isZero();
		this.client.send("POST", path + "/upload_data", "[{\"id\":1,\"a\":1.5,\"b\":null},{\"id\":2,\"a\":\"x\"}]");
		Answer schema = this.client.get(path + "/schema");
		assertThat(schema.json().path("record_count").asInt()).isEqualTo(2);
		assertThat(schema.json().path("fields").path(0).toString())
			.isEqualTo("{\"name\":\"a\",\"types\":[\"string\",\"number\"],\"nullable\":false,\"example\":1.5}");
		assertThat(schema.json().path("fields").path(1).path("nullable").asBoolean()).isTrue();
		assertThat(schema.json().path("json_schema").path("required").toString()).isEqualTo("[\"a\",\"id\"]");
	}

	private Answer as(String brandKey, String path) {
		return this.client.send(HttpRequest.newBuilder(uri(path))
			.header("x-api-key", Client.API_KEY)
			.header("x-brand-key", brandKey)
			.build());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1" + path);
	}

	private static String anonymous(Answer answer) {
		return answer.body().replaceAll("\"(instance|request_id)\":\"[^\"]*\"", "");
	}

}
