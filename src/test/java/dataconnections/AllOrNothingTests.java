package dataconnections;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** One bad row, wherever it is, keeps all rows of its request out. */
@ServiceTest
class AllOrNothingTests {

	private static final int ROWS = 20_000;

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":1,\"v\":\"old\"}]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', textBlock = """
			application/json~["body","data",20000,"id"]
			application/x-ndjson~["body","line",20001,"id"]
			text/csv~["body","line",20002,"id"]
			""")
	void badRowAfterTwentyThousandGoodOnesKeepsThemOut(String contentType, String place) {
		Answer refused = upload(contentType, (n) -> String.valueOf(n), 1);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("error_count").asInt()).isOne();
		assertThat(refused.json().path("errors").size()).isOne();
		assertThat(refused.json().at("/errors/0/loc").toString()).isEqualTo(place);
		assertNothingHappened();
		assertThat(upload(contentType, (n) -> String.valueOf(n), 0).json().path("rows_inserted").asInt())
			.as("without it they are stored")
			.isEqualTo(ROWS - 1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', textBlock = """
			application/json~["body","data",99,"id"]
			application/x-ndjson~["body","line",100,"id"]
			text/csv~["body","line",101,"id"]
			""")
	void allBadRowsAreCountedAndTheFirstHundredNamed(String contentType, String last) {
		Answer refused = upload(contentType, (n) -> "", ROWS);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("error_count").asInt()).isEqualTo(2 * ROWS);
		assertThat(refused.json().path("errors").size()).isEqualTo(100);
		assertThat(refused.json().at("/errors/99/loc").toString()).isEqualTo(last);
		assertNothingHappened();
	}

	private void assertNothingHappened() {
		assertThat(this.connection.values("v")).containsExactly("old");
		assertThat(this.connection.recordCount()).isOne();
		assertThat(this.connection.count("batch") + this.connection.count("staged_row")).isZero();
	}

	/** Rows with the given keys, and so many without any. */
	private Answer upload(String contentType, IntFunction<String> key, int bad) {
		IntFunction<String> row = (n) -> {
			String id = (n < ROWS) ? key.apply(n) : "";
			return switch (contentType) {
				case "text/csv" -> id + ",new";
				default -> "{\"id\":\"" + id + "\",\"v\":\"new\"}";
			};
		};
		String rows = IntStream.range(0, ROWS + bad)
			.mapToObj(row)
			.collect(joining(contentType.endsWith("/json") ? "," : "\n"));
		String body = switch (contentType) {
			case "application/json" -> "{\"data\":[" + rows + "]}";
			case "text/csv" -> "id,v\n" + rows;
			default -> rows;
		};
		return this.client.send("POST", this.connection.path() + "/upload_data", contentType,
				body.getBytes(StandardCharsets.UTF_8));
	}

}
