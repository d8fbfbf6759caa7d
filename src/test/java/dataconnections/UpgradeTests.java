package dataconnections;

import java.util.UUID;

import dataconnections.Client.Answer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that older versions made and filled is migrated, and answers as it did. The
 * scripts in {@code upgrade} hold what those versions wrote, byte by byte: they are never
 * changed, and grow by one when a migration touches what is stored.
 */
class UpgradeTests {

	private static final UUID CUSTOMERS = UUID.fromString("01a2125d-1045-7ebe-b138-7aa633d4c6c6");

	private static final String CRM = "/connections/01a2125d-154c-72e5-9e57-d58f671ca8c0";

	private static final String ORDERS = "/connections/01a2125d-2045-7ebe-b138-7aa633d4c6c6";

	private static final String QUERY_KEY = "dc_QnJhbmQga2V5IG9mIHRoZSB1cGdyYWRlIHRlc3Q2Nzg";

	private static final String ENCRYPTION_KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzIG8=";

	private final DriverManagerDataSource database = TestDatabase.empty();

	private final JdbcClient jdbc = JdbcClient.create(this.database);

	@Test
	void whatEarlierVersionsStoredIsThereAfterTheMigration() {
		migrateTo("4");
		fill("upgrade/V4.sql");
		this.jdbc.sql("UPDATE batch SET touched_at = now()").update();
		migrateTo("6");
		fill("upgrade/V6.sql");
		migrateTo("18");
		fill("upgrade/V18.sql");
		try (ConfigurableApplicationContext service = start()) {
			Client client = service.getBean(Client.class);
			TestConnection customers = new TestConnection(client, this.jdbc, CUSTOMERS);
			assertThat(client.get(customers.path() + "/stats").json().path("last_upload").isNull()).isTrue();
			assertRecordsAreThere(customers);
			assertEncryptedDetailsAreReadable(client);
			assertThat(customers.send("GET", "/references", "").json().at("/0/reference_id").asString())
				.isEqualTo("4711");
			assertKeysMayDoWhatTheyCould(client);
			assertWhatIsKeptBesideTheRecordsIsThere(client);
			assertThat(customers.delete().status()).isEqualTo(204);
		}
	}

	private static void assertKeysMayDoWhatTheyCould(Client client) {
		JsonNode keys = client.get("/keys").json();
		assertThat(keys.findValuesAsString("name")).containsExactly("Mail system", "first key");
		assertThat(keys.findValuesAsString("scope")).containsExactly("query", "manage");
		TestAccount mailSystem = new TestAccount(client, "", QUERY_KEY, "", Client.BRAND_KEY, "");
		assertThat(keys.at("/0/last_used_at").asString()).isEqualTo("2026-11-25T12:34:56.789012Z");
		assertThat(mailSystem.send("POST", ORDERS + "/query", "{\"primary_key\":\"A-1\"}").status()).isEqualTo(200);
		assertThat(mailSystem.get("/keys").status()).isEqualTo(403);
	}

	private void assertWhatIsKeptBesideTheRecordsIsThere(Client client) {
		assertThat(client.get(ORDERS + "/stats").json().path("last_upload").toString())
			.isEqualTo("{\"at\":\"2026-11-25T12:00:20.616839Z\",\"rows\":7}");
		assertThat(client.get(CRM + "/schema").json().path("fields").findValuesAsString("name"))
			.containsExactlyInAnyOrder("straße", "points");
		assertThat(this.jdbc.sql("SELECT reloptions::text FROM pg_class WHERE oid = 'row'::regclass")
			.query(String.class)
			.single()).contains("fillfactor=90", "autovacuum_vacuum_scale_factor=0.05");
	}

	private void assertRecordsAreThere(TestConnection customers) {
		assertThat(customers.query("{\"primary_keys\":[54490,\"é\",\"expired\",\"open\"]}").body())
			.contains("\"London\"", "123456789012345678901234567890.10", "[1, {\"a\": true}]")
			.contains("\"missing\":[\"expired\",\"open\"]");
		assertThat(customers.send("GET", "/schema", "").json().path("fields").findValuesAsString("name"))
			.containsExactlyInAnyOrder("city", "list", "points", "user_id");
		Answer completed = customers
			.upload("{\"batch_uuid\":\"0190a5a0-0000-7000-8000-000000000001\",\"data\":[{\"user_id\":54490}]}");
		assertThat(completed.body()).contains("\"rows_inserted\":1,\"rows_updated\":1");
		assertThat(customers.query("{\"primary_key\":\"open\"}").status()).isEqualTo(200);
		assertThat(customers.recordCount()).isEqualTo(customers.count("row"));
		assertThat(customers.send("GET", "/stats", "").json().at("/last_upload/rows").asInt()).isEqualTo(2);
		assertThat(this.jdbc.sql("SELECT fields::text FROM row_summary WHERE connection_id = ?")
			.param(CUSTOMERS)
			.query(String.class)
			.single()).contains("\"points\"");
	}

	private static void assertEncryptedDetailsAreReadable(Client client) {
		Answer crm = client.get(CRM);
		assertThat(crm.json().at("/external_api_details/url").asString())
			.isEqualTo("http://127.0.0.1:56434/customers/{user_id}");
		assertThat(crm.json().at("/external_api_details/headers").toString())
			.isEqualTo("{\"Authorization\":\"********\",\"X-Plain\":\"p\"}");
		assertThat(client.send("PUT", CRM, crm.body()).status()).isEqualTo(200);
	}

	private void migrateTo(String version) {
		Flyway.configure()
			.dataSource(this.database)
			.locations("classpath:db/migration")
			.target(MigrationVersion.fromVersion(version))
			.load()
			.migrate();
	}

	private void fill(String script) {
		ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ClassPathResource(script));
		populator.setSqlScriptEncoding("UTF-8");
		populator.execute(this.database);
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(DataConnectionsApplication.class, Client.Configuration.class).run(
				"--server.port=0", "--spring.datasource.url=" + this.database.getUrl(),
				"--spring.datasource.username=" + this.database.getUsername(),
				"--spring.datasource.password=" + this.database.getPassword(),
				"--data-connections.encryption.key=" + ENCRYPTION_KEY, "--data-connections.row.sweep-interval=1h");
	}

}
