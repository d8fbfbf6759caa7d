package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A client that goes away leaves nothing behind, even where what it sent looks whole. */
@ServiceTest
class BrokenUploadTests {

	private static final int SMALL = 10;

	private static final int LARGE = 20_000;

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	@Qualifier("uploads")
	private HikariDataSource uploads;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	@ParameterizedTest
	@CsvSource({ "text/csv,10", "text/csv,20000", "application/x-ndjson,10", "application/x-ndjson,20000",
			"application/json,20000", "multipart/form-data; boundary=b,20000" })
	void bodyThatEndsEarlyIsNotStored(String contentType, int rows) {
		byte[] body = body(contentType, rows);
		for (@Nullable
		Long length : new @Nullable Long[] { body.length + 1L, body.length * 2L, null }) {
			try (OpenUpload upload = begin(contentType, length)) {
				String answer = upload.send(body).stop().answer();
				assertThat(answer).as("length " + length).doesNotContain(" 200", "rows_received");
			}
			assertNothingIsLeft();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/csv", "application/x-ndjson", "application/json" })
	void connectionThatBreaksAtNinetyNinePercentLeavesNothing(String contentType) {
		byte[] body = body(contentType, LARGE);
		byte[] most = Arrays.copyOf(body, body.length / 100 * 99);
		for (@Nullable
		Long length : new @Nullable Long[] { (long) body.length, null }) {
			try (OpenUpload upload = begin(contentType, length).send(most)) {
				await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 1);
				upload.reset();
				await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 0);
			}
			assertNothingIsLeft();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { SMALL, LARGE })
	void zippedBodyThatEndsWithAWholeMemberIsNotStoredUnlessItIsTheLast(int rows) {
		byte[] zipped = gzip(body("text/csv", rows));
		for (@Nullable
		Long length : new @Nullable Long[] { zipped.length + 1L, null }) {
			try (OpenUpload upload = begin("text/csv", length, "Content-Encoding: gzip")) {
				assertThat(upload.send(zipped).stop().answer()).doesNotContain(" 200", "rows_received");
			}
			assertNothingIsLeft();
		}
	}

	@Test
	void sameBodiesAreStoredWhenTheyAreWhole() {
		for (String contentType : new String[] { "text/csv", "application/x-ndjson", "application/json" }) {
			byte[] body = body(contentType, SMALL);
			for (@Nullable
			Long length : new @Nullable Long[] { (long) body.length, null }) {
				try (OpenUpload upload = begin(contentType, length)) {
					assertThat(upload.send(body).end().answer()).contains(" 200", "\"rows_received\":10");
				}
			}
		}
		byte[] zipped = gzip(body("text/csv", SMALL));
		try (OpenUpload upload = begin("text/csv", null, "Content-Encoding: gzip")) {
			assertThat(upload.send(zipped).end().answer()).contains(" 200", "\"rows_received\":10");
		}
	}

	private OpenUpload begin(String contentType, @Nullable Long length, String... headers) {
		return OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data", contentType, length,
				headers);
	}

	private void assertNothingIsLeft() {
		await().until(() -> this.uploads.getHikariPoolMXBean().getActiveConnections() == 0);
		assertThat(this.connection.traces()).isZero();
		assertThat(this.connection.recordCount()).isZero();
	}

	private static byte[] body(String contentType, int rows) {
		String text = switch (contentType) {
			case "text/csv" -> "id,text\n" + each(rows, "%d,some text\n");
			case "application/x-ndjson" -> each(rows, "{\"id\":%d,\"text\":\"some text\"}\n");
			case "application/json" -> "[" + each(rows, "{\"id\":%d,\"text\":\"some text\"},") + "{\"id\":-1}]";
			default -> "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\nid\n"
					+ each(rows, "%d\n");
		};
		return text.replace(",{\"id\":-1}", "").getBytes(StandardCharsets.UTF_8);
	}

	private static String each(int rows, String row) {
		return IntStream.range(0, rows).mapToObj(row::formatted).collect(joining());
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return zipped.toByteArray();
	}

}
