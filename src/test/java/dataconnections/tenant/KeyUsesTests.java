package dataconnections.tenant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dataconnections.MovableClock;
import dataconnections.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** When keys were last used, as it is written down. */
@TenantTest
class KeyUsesTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	int port;

	@Autowired
	KeyUses uses;

	@Autowired
	MovableClock clock;

	@Autowired
	Tenants tenants;

	@Autowired
	JdbcClient jdbc;

	private final String api = "api-" + UUID.randomUUID();

	private final String brand = "brand-" + UUID.randomUUID();

	@BeforeEach
	void open() {
		this.tenants.ensure(this.api, this.brand);
	}

	@Test
	void requestsThemselvesWriteNothing() throws Exception {
		assertThat(status(this.api)).isEqualTo(200);
		assertThat(lastUsed()).isNull();
		this.uses.write();
		assertThat(lastUsed()).isEqualTo(this.clock.instant());
	}

	@Test
	void usesBetweenTwoWritingsAreWrittenAsOne() throws Exception {
		Instant first = this.clock.instant();
		status(this.api);
		this.clock.move(Duration.ofSeconds(30));
		status(this.api);
		this.uses.write();
		assertThat(lastUsed()).isEqualTo(first);
		this.uses.write();
		assertThat(lastUsed()).isEqualTo(first);
		status(this.api);
		this.uses.write();
		assertThat(lastUsed()).isEqualTo(this.clock.instant());
	}

	@Test
	void keyThatIsRefusedIsNotUsed() throws Exception {
		this.jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE key_hash = ?")
			.param(new ApiKey(this.api).hash())
			.update();
		assertThat(status(this.api)).isEqualTo(422);
		this.uses.write();
		assertThat(lastUsed()).isNull();
	}

	@Test
	void laterUseOnAnotherReplicaIsNotOverwritten() {
		Instant later = this.clock.instant().plusSeconds(10);
		this.jdbc.sql("INSERT INTO api_key_use (api_key_id, last_used_at) VALUES (?, ?::timestamptz)")
			.params(id(), later.toString())
			.update();
		this.uses.note(id());
		this.uses.write();
		assertThat(lastUsed()).isEqualTo(later);
	}

	@Test
	void whatCannotBeWrittenIsWrittenLater() {
		DriverManagerDataSource database = TestDatabase.empty();
		String url = Objects.requireNonNull(database.getUrl());
		JdbcClient client = JdbcClient.create(database);
		client.sql(
				"CREATE TABLE api_key (id uuid); CREATE TABLE api_key_use (api_key_id uuid PRIMARY KEY, last_used_at timestamptz)")
			.update();
		UUID key = UUID.randomUUID();
		client.sql("INSERT INTO api_key VALUES (?)").param(key).update();
		KeyUses lone = new KeyUses(client, this.clock);
		lone.note(key);
		database.setUrl("jdbc:postgresql://127.0.0.1:1/none");
		lone.write();
		database.setUrl(url);
		lone.write();
		assertThat(client.sql("SELECT count(*) FROM api_key_use WHERE api_key_id = ?")
			.param(key)
			.query(Integer.class)
			.single()).isOne();
	}

	private UUID id() {
		return this.jdbc.sql("SELECT id FROM api_key WHERE key_hash = ?")
			.param(new ApiKey(this.api).hash())
			.query(UUID.class)
			.single();
	}

	private @Nullable Instant lastUsed() {
		return this.jdbc.sql("SELECT last_used_at FROM api_key_use WHERE api_key_id = ?")
			.param(id())
			.query((rs, n) -> rs.getTimestamp(1).toInstant())
			.optional()
			.orElse(null);
	}

	private int status(String key) throws Exception {
		return this.http
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/api/test/brand"))
				.headers("x-api-key", key, "x-brand-key", this.brand)
				.build(), HttpResponse.BodyHandlers.ofString())
			.statusCode();
	}

}
