package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dataconnections.row.Sweepers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each statement on records, stored or staged, is about one connection, and says so
 * wherever it names the table: that is what allows to spread the tables over machines.
 */
@ServiceTest
class RowStatementTests {

	private static final Pattern USE = Pattern
		.compile("(?i)\\b(FROM|INTO|UPDATE|JOIN|USING|ONLY|COPY) (staged_)?row\\b");

	private static final Pattern BOUND = Pattern.compile(
			"(?i)\\b(INTO (staged_)?row( AS \\w+)? \\(connection_id,|(FROM (staged_)?row|UPDATE row SET [^()]*?) WHERE connection_id = )");

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ApplicationContext service;

	@Autowired
	private MovableClock clock;

	@Test
	void everyStatementOnRecordsIsAboutOneConnection() {
		this.jdbc.sql("CREATE EXTENSION IF NOT EXISTS pg_stat_statements").update();
		this.jdbc.sql("SELECT pg_stat_statements_reset() IS NULL").query(Boolean.class).single();
		doAllThatCanBeDoneWithRecords();
		List<String> statements = this.jdbc.sql("""
				SELECT DISTINCT query FROM pg_stat_statements
				WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())""")
			.query((rs, n) -> rs.getString(1))
			.list()
			.stream()
			.map(RowStatementTests::onOneLine)
			.filter((statement) -> USE.matcher(statement).find())
			.toList();
		assertThat(statements).hasSizeGreaterThan(15)
			.anyMatch((statement) -> statement.startsWith("SELECT key, data::text, expires_at FROM row"))
			.anyMatch((statement) -> statement.contains("INSERT INTO row"))
			.anyMatch((statement) -> statement.contains("INSERT INTO staged_row"))
			.anyMatch((statement) -> statement.startsWith("UPDATE row"))
			.anyMatch((statement) -> statement.startsWith("WITH purged AS"))
			.anyMatch((statement) -> statement.contains("ORDER BY expires_at"))
			.allMatch(RowStatementTests::isAboutOneConnection);
	}

	@Test
	void soIsEveryStatementThatIsWritten() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			List<String> sources = files.filter((file) -> file.toString().endsWith(".java"))
				.map(RowStatementTests::read)
				.filter((source) -> USE.matcher(source).find())
				.toList();
			assertThat(sources).hasSizeGreaterThan(5).allMatch(RowStatementTests::isAboutOneConnection);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT count(*) FROM row", "DELETE FROM row WHERE expires_at < $1",
			"SELECT 1 FROM row WHERE key = $1 AND connection_id = ANY ($2)",
			"UPDATE row SET expires_at = $1 WHERE key = $2",
			"UPDATE row SET expires_at = (SELECT max(expires_at) FROM row WHERE connection_id = $1)",
			"DELETE FROM row WHERE connection_id = $1 AND key IN (SELECT key FROM staged_row)",
			"TABLE a JOIN row ON true", "INSERT INTO row SELECT * FROM row WHERE connection_id = $1",
			"COPY row FROM STDIN" })
	void anyOtherIsFoundOut(String statement) {
		assertThat(USE.matcher(statement).find()).isTrue();
		assertThat(isAboutOneConnection(statement)).isFalse();
	}

	private static boolean isAboutOneConnection(String statement) {
		return USE.matcher(statement).results().count() == BOUND.matcher(statement).results().count();
	}

	private static String onOneLine(String text) {
		return text.replaceAll("\\s+", " ");
	}

	private static String read(Path file) {
		try {
			return onOneLine(Files.readString(file, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void doAllThatCanBeDoneWithRecords() {
		TestConnection connection = TestConnection.create(this.client, this.jdbc);
		UUID batch = UUID.randomUUID();
		UUID abandoned = UUID.randomUUID();
		connection.store("{\"data\":[{\"id\":1},{\"id\":2},{\"id\":2}],\"ttl_seconds\":60}");
		connection.store("[{\"id\":\"3\"},{\"id\":\"4\"}]");
		for (UUID each : List.of(batch, abandoned)) {
			connection.store("{\"data\":[{\"id\":5}],\"batch_uuid\":\"" + each + "\",\"batch_completed\":false}");
		}
		connection.store("{\"data\":[{\"id\":6}],\"batch_uuid\":\"" + batch + "\"}");
		expect(connection, "PUT", "/update_data", "[{\"primary_key\":7,\"data\":{\"a\":1}}]");
		expect(connection, "PATCH", "/update_data", "[{\"primary_key\":7,\"data\":{\"a\":2}}]");
		expect(connection, "POST", "/query", "{\"primary_key\":7}");
		expect(connection, "POST", "/query", "{\"primary_keys\":[7,8]}");
		expect(connection, "POST", "/query", "{\"limit\":2}");
		expect(connection, "POST", "/api_batch_query", "{\"primary_keys\":[7,8]}");
		expect(connection, "POST", "/external-content/emarsys",
				"{\"parameters\":[{\"id\":\"7\"}],\"fields\":[\"a\"],\"limit\":1}");
		expect(connection, "GET", "/schema", "");
		expect(connection, "DELETE", "/delete_data", "[7]");
		this.clock.move(Duration.ofSeconds(60));
		connection.store("[{\"id\":1}]");
		Sweepers.of(this.service, 1).run();
		this.clock.move(Duration.ofHours(25));
		Sweepers.of(this.service, 1).run();
		connection.delete();
		Sweepers.of(this.service, 1).run();
		assertThat(connection.isKnown()).isFalse();
	}

	private static void expect(TestConnection connection, String method, String path, String json) {
		Client.Answer answer = connection.send(method, path, json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
	}

}
