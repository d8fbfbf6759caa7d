package dataconnections;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dataconnections.TestConnection.inBackground;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** Several clients write to one connection at once, and others read it meanwhile. */
@ServiceTest
class ConcurrentUploadTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private MovableClock clock;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`',
			textBlock = """
					POST~/upload_data~[{"id":"e","v":2},{"id":"d","v":2},{"id":"c","v":2},{"id":"b","v":2},{"id":"a","v":2}]~2
					POST~/upload_data?batch_uuid=OPEN~[{"id":"e","v":2},{"id":"d","v":2},{"id":"c","v":2},{"id":"b","v":2}]~2
					PUT~/update_data~[{"primary_key":"e","data":{"v":2}},{"primary_key":"c","data":{"v":2}},{"primary_key":"a","data":{"v":2}}]~2
					PATCH~/update_data~[{"primary_key":"e","data":{"v":2}},{"primary_key":"c","data":{"v":2}},{"primary_key":"a","data":{"v":2}}]~2
					POST~/delete_data~["e","d","c","b","a"]~
					""")
	void recordsAreLockedInTheOrderOfTheirKeysWhateverTheOrderInWhichTheyCome(String method, String call, String body,
			String value) {
		this.connection.store("[{\"id\":\"a\",\"v\":0},{\"id\":\"b\",\"v\":0},{\"id\":\"c\",\"v\":0},"
				+ "{\"id\":\"d\",\"v\":0},{\"id\":\"e\",\"v\":0}]");
		UUID batch = UUID.randomUUID();
		this.connection
			.store("{\"data\":[{\"id\":\"a\",\"v\":2}],\"batch_uuid\":\"" + batch + "\",\"batch_completed\":false}");
		CompletableFuture<Answer> first;
		CompletableFuture<Answer> second;
		try (Pin pin = Pin.onRecord(this.dataSource, this.connection, "c")) {
			first = inBackground(() -> this.connection.upload("[{\"id\":\"a\",\"v\":1},{\"id\":\"b\",\"v\":1},"
					+ "{\"id\":\"c\",\"v\":1},{\"id\":\"d\",\"v\":1},{\"id\":\"e\",\"v\":1}]"));
			pin.awaitBehind(1);
			second = inBackground(() -> this.connection.send(method, call.replace("OPEN", batch.toString()), body));
			pin.awaitBehind(2);
			assertThat(List.of("a", "b", "c", "d", "e")).filteredOn(this::isFree)
				.as("the first has come to c, the second waits for it at a")
				.containsExactly("d", "e");
		}
		assertThat(first).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.body()).contains("\"rows_updated\":5"));
		assertThat(second).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
		if (value == null) {
			assertThat(this.connection.values("v")).isEmpty();
		}
		else {
			assertThat(this.connection.values("v")).hasSize(5).startsWith(value).endsWith(value);
		}
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row"));
	}

	@Test
	void oneOfTwoUploadsOfTheSameKeysInOppositeOrderWinsEveryRecord() {
		List<Integer> keys = IntStream.range(0, 2_000).boxed().toList();
		for (int round = 0; round < 10; round++) {
			int v = 2 * round;
			CompletableFuture<Answer> up = inBackground(() -> this.connection.upload(rows(keys, v)));
			CompletableFuture<Answer> down = inBackground(() -> this.connection.upload(rows(keys.reversed(), v + 1)));
			assertThat(List.of(up.join().status(), down.join().status())).containsExactly(200, 200);
			assertThat(new HashSet<>(this.connection.values("v"))).hasSize(1).containsAnyOf("" + v, "" + (v + 1));
			long inserted = up.join().json().path("rows_inserted").asLong()
					+ down.join().json().path("rows_inserted").asLong();
			assertThat(inserted).isEqualTo((round == 0) ? 2_000 : 0);
			assertThat(this.connection.recordCount()).isEqualTo(2_000);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`',
			textBlock = """
					POST~/upload_data~[{"id":"a","v":"old"},{"id":"b","v":"old"},{"id":"c","v":"old"}]
					POST~/delete_data~["a","b","c"]
					PATCH~/update_data~[{"primary_key":"a","data":{"v":"old"}},{"primary_key":"b","data":{"v":"old"}},{"primary_key":"c","data":{}}]
					""")
	void recordsThatExpireWhileTwoMeetDoNotFailEither(String method, String call, String body) {
		this.connection.store("[{\"id\":\"a\"},{\"id\":\"b\"}]");
		this.connection.store("{\"data\":[{\"id\":\"c\"}],\"ttl_seconds\":60}");
		CompletableFuture<Answer> first;
		CompletableFuture<Answer> second;
		try (Pin pin = Pin.onRecord(this.dataSource, this.connection, "b")) {
			first = inBackground(() -> this.connection.send(method, call, body));
			pin.awaitBehind(1);
			this.clock.move(Duration.ofSeconds(60));
			second = inBackground(
					() -> this.connection.upload("[{\"id\":\"a\",\"v\":\"new\"},{\"id\":\"c\",\"v\":\"new\"}]"));
			pin.awaitBehind(2);
		}
		assertThat(first).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
		assertThat(second).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row"));
	}

	@ParameterizedTest
	@CsvSource({ "PUT,new,b", "POST,," })
	void editOfARecordThatIsBeingUploadedWaitsForItsTurn(String method, String value, String left) {
		this.connection.store("[{\"id\":\"a\",\"v\":\"old\"},{\"id\":\"b\",\"v\":\"old\"}]");
		CompletableFuture<Answer> upload;
		CompletableFuture<Answer> edit;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			upload = inBackground(() -> this.connection.upload("[{\"id\":\"a\",\"v\":\"up\"},{\"id\":\"c\"}]"));
			pin.awaitBehind(1);
			edit = inBackground(() -> (value != null)
					? this.connection.send(method, "/update_data", "[{\"primary_key\":\"a\",\"data\":{\"v\":\"new\"}}]")
					: this.connection.send(method, "/delete_data", "[\"a\",\"c\"]"));
			pin.awaitBehind(2);
		}
		assertThat(upload).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.body()).contains("\"rows_inserted\":1,\"rows_updated\":1"));
		assertThat(edit).succeedsWithin(PATIENCE)
			.satisfies((answer) -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
		assertThat(this.connection.values("v").getFirst()).isEqualTo((value != null) ? value : "old");
		assertThat(this.connection.recordCount()).isEqualTo(this.connection.count("row"));
	}

	@Test
	void readersSeeAllOldUntilAllIsNew() {
		this.connection.store("[{\"id\":1,\"v\":\"old\"},{\"id\":2,\"v\":\"old\"}]");
		CompletableFuture<Answer> upload;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			upload = inBackground(() -> this.connection
				.upload("[{\"id\":0,\"v\":\"new\"},{\"id\":1,\"v\":\"new\"},{\"id\":2,\"v\":\"new\"}]"));
			pin.awaitBehind(1);
			assertThat(seen("{}")).containsExactly("old", "old");
			assertThat(seen("{\"primary_keys\":[0,1,2]}")).containsExactly("old", "old");
			assertThat(this.connection.query("{\"primary_key\":0}").status()).isEqualTo(404);
			assertThat(this.connection.recordCount()).isEqualTo(2);
			assertThat(this.client.get(this.connection.path() + "/schema").json().path("record_count").asInt())
				.isEqualTo(2);
		}
		assertThat(upload).succeedsWithin(PATIENCE);
		assertThat(seen("{}")).containsExactly("new", "new", "new");
		assertThat(seen("{\"primary_keys\":[0,1,2]}")).containsExactly("new", "new", "new");
		assertThat(this.connection.recordCount()).isEqualTo(3);
	}

	@Test
	void noAnswerMixesTwoUploads() {
		List<Integer> keys = IntStream.range(0, 500).boxed().toList();
		this.connection.store(rows(keys, 0));
		CompletableFuture<Void> uploads = inBackground(() -> {
			for (int v = 1; v <= 30; v++) {
				this.connection.store(rows((v % 2 == 0) ? keys : keys.reversed(), v));
			}
		});
		int answers = 0;
		while (!uploads.isDone() || answers == 0) {
			assertThat(new HashSet<>(seen("{\"primary_keys\":" + keys + "}"))).hasSize(1);
			assertThat(new HashSet<>(seen("{\"limit\":1000}"))).hasSize(1);
			answers++;
		}
		assertThat(uploads).succeedsWithin(PATIENCE);
	}

	@Test
	void batchCompletedByTwoAtOnceIsPublishedOnce() {
		UUID batch = UUID.randomUUID();
		batch(batch, false, "[{\"id\":\"x\"},{\"id\":\"y\"}]");
		CompletableFuture<Answer> first;
		CompletableFuture<Answer> second;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			first = inBackground(() -> batch(batch, true, "[{\"id\":\"a\"}]"));
			pin.awaitBehind(1);
			second = inBackground(() -> batch(batch, true, "[{\"id\":\"b\"}]"));
			pin.awaitBehind(2);
		}
		assertThat(first).succeedsWithin(PATIENCE).satisfies((answer) -> assertPublished(answer, 1, 3));
		assertThat(second).succeedsWithin(PATIENCE).satisfies((answer) -> assertPublished(answer, 1, 1));
		assertThat(this.connection.values("id")).containsExactly("a", "b", "x", "y");
		assertThat(this.connection.recordCount()).isEqualTo(4);
		assertThat(this.connection.count("batch") + this.connection.count("staged_row")).isZero();
	}

	@Test
	void batchCompletedTwiceIsEmptyTheSecondTime() {
		UUID batch = UUID.randomUUID();
		batch(batch, false, "[{\"id\":\"x\"}]");
		assertPublished(batch(batch, true, "[]"), 0, 1);
		assertPublished(batch(batch, true, "[]"), 0, 0);
		assertThat(this.connection.recordCount()).isOne();
	}

	@Test
	void partThatComesWhileItsBatchIsBeingCompletedBeginsANewOne() {
		UUID batch = UUID.randomUUID();
		batch(batch, false, "[{\"id\":\"x\"}]");
		CompletableFuture<Answer> completion;
		CompletableFuture<Answer> part;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			completion = inBackground(() -> batch(batch, true, "[]"));
			pin.awaitBehind(1);
			part = inBackground(() -> batch(batch, false, "[{\"id\":\"late\"}]"));
			pin.awaitBehind(2);
		}
		assertThat(completion).succeedsWithin(PATIENCE).satisfies((answer) -> assertPublished(answer, 0, 1));
		assertThat(part).succeedsWithin(PATIENCE).satisfies((answer) -> assertPublished(answer, 1, 0));
		assertThat(this.connection.values("id")).containsExactly("x");
		assertPublished(batch(batch, true, "[]"), 0, 1);
		assertThat(this.connection.values("id")).containsExactly("late", "x");
	}

	@Test
	void completionWaitsForAPartThatIsBeingKept() {
		UUID batch = UUID.randomUUID();
		batch(batch, false, "[{\"id\":\"x\"}]");
		CompletableFuture<Answer> part;
		CompletableFuture<Answer> completion;
		try (Pin pin = Pin.onCount(this.dataSource, this.connection)) {
			part = inBackground(() -> batch(batch, false, "[{\"id\":\"y\"}]"));
			pin.awaitBehind(1);
			completion = inBackground(() -> batch(batch, true, "[]"));
			pin.awaitBehind(2);
		}
		assertThat(part).succeedsWithin(PATIENCE).satisfies((answer) -> assertPublished(answer, 1, 0));
		assertThat(completion).succeedsWithin(PATIENCE).satisfies((answer) -> assertPublished(answer, 0, 2));
	}

	private boolean isFree(String key) {
		return this.jdbc
			.sql("SELECT count(*) FROM (SELECT 1 FROM row WHERE connection_id = ? AND key = ? FOR UPDATE SKIP LOCKED)")
			.params(this.connection.id(), key)
			.query(Long.class)
			.single() == 1;
	}

	private Answer batch(UUID batch, boolean completed, String rows) {
		Answer answer = this.connection
			.upload("{\"batch_uuid\":\"" + batch + "\",\"batch_completed\":" + completed + ",\"data\":" + rows + "}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer;
	}

	private static void assertPublished(Answer answer, int received, int inserted) {
		assertThat(answer.body())
			.contains("\"rows_received\":" + received + ",\"rows_inserted\":" + inserted + ",\"rows_updated\":0");
	}

	private List<String> seen(String query) {
		return this.connection.query(query)
			.json()
			.path("data")
			.valueStream()
			.map(ConcurrentUploadTests::value)
			.toList();
	}

	private static String value(JsonNode record) {
		return record.path("v").asString();
	}

	private static String rows(List<Integer> keys, int v) {
		return keys.stream().map((key) -> "{\"id\":" + key + ",\"v\":\"" + v + "\"}").collect(joining(",", "[", "]"));
	}

}
