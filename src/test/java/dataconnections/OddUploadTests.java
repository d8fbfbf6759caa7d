package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are framed, packed or named as they should not be. */
@ServiceTest
class OddUploadTests {

	private static final String FORM = "multipart/form-data; boundary=b";

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			`; filename="../../../etc/passwd.csv"`~200
			`; filename="C:\\\\x.csv"`~200
			`; filename="x.csv\\0.exe"`~415
			`; filename=".csv"`~200
			`; filename=""`~415
			``~422
			""")
	void nameOfAFileIsAskedForItsEndingOnly(String name, int status) {
		Answer answer = upload(FORM,
				"--b\r\nContent-Disposition: form-data; name=\"file\"" + name + "\r\n\r\nid\n1\n\r\n--b--\r\n");
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(this.connection.recordCount()).isEqualTo((status == 200) ? 1 : 0);
	}

	@Test
	void formOfManyPartsIsRefusedAtTheSecond() {
		String part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\nid\n1\n\r\n";
		Answer answer = upload(FORM, part.repeat(10_000) + "--b--\r\n");
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(this.connection.traces()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`',
			textBlock = """
					multipart/form-data~--b\\r\\nContent-Disposition: form-data; name="file"; filename="x.csv"\\r\\n\\r\\nid\\n1\\n\\r\\n--b--\\r\\n
					multipart/form-data; boundary=b~--b\\r\\nContent-Disposition: form-data; name="file"; filename="x.csv"\\r\\n\\r\\nid\\n1\\n
					multipart/form-data; boundary=b~--b\\r\\nContent-Disposition: form-data; name="file"; filename="x.csv"\\r\\nid\\n1\\n\\r\\n--b--\\r\\n
					multipart/form-data; boundary=b~--b\\r\\nX: LONG\\r\\nContent-Disposition: form-data; name="file"; filename="x.csv"\\r\\n\\r\\nid\\n1\\n\\r\\n--b--\\r\\n
					multipart/form-data; boundary=b~--b\\r\\nContent-Disposition: form-data; name="file"; filename="x.csv"\\r\\n\\r\\nid\\n1\\n\\r\\n--b\\r\\n
					""")
	void brokenFormIsMalformed(String contentType, String body) {
		Answer answer = upload(contentType,
				body.replace("\\r", "\r").replace("\\n", "\n").replace("LONG", "x".repeat(100_000)));
		assertThat(answer.status()).as(answer.body()).isEqualTo(400);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(this.connection.traces()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no form", "--b--\r\n", "--c\r\n\r\nid\n1\n\r\n--c--\r\n" })
	void formWithoutAFileIsRefused(String body) {
		Answer answer = upload(FORM, body);
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo("missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text/plain", "application/octet-stream", "image/png", "text/csv; charset=utf-16" })
	void bodyOfAnUnknownTypeIsNotGuessedAt(String contentType) {
		assertThat(upload(contentType, "id\n1\n").status()).isEqualTo(415);
		assertThat(this.connection.traces()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/csv", "application/json", "application/x-ndjson" })
	void bombEndsAtTheLargestRecord(String contentType) {
		String start = switch (contentType) {
			case "text/csv" -> "id,t\n1,";
			case "application/json" -> "[{\"id\":1,\"t\":\"";
			default -> "{\"id\":1,\"t\":\"";
		};
		Answer answer = this.client.send("POST", this.connection.path() + "/upload_data", contentType, bomb(start, 200),
				"Content-Encoding", "gzip");
		assertThat(answer.status()).as(answer.body()).isEqualTo(413);
		assertThat(this.connection.traces()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 9\r\nContent-Length: 8\r\n", "Content-Length: -1\r\n",
			"Content-Length: 9x\r\n", "Content-Length: 99999999999999999999\r\n",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
			"Transfer-Encoding: gzip, chunked, x\r\n" })
	void lengthThatContradictsItselfIsRefused(String framing) {
		try (OpenUpload upload = OpenUpload.beginFramed(this.client.port(), this.connection.path() + "/upload_data",
				"text/csv", framing)) {
			assertThat(upload.send("id,a\n1,2\n").answer()).startsWith("HTTP/1.1 4")
				.doesNotContainIgnoringCase("<html");
		}
		assertThat(this.connection.traces()).isZero();
	}

	@Test
	void clientThatWaitsForItIsToldToContinue() {
		byte[] body = "id\n1\n".getBytes(StandardCharsets.UTF_8);
		try (OpenUpload upload = OpenUpload.begin(this.client.port(), this.connection.path() + "/upload_data",
				"text/csv", (long) body.length, "Expect: 100-continue")) {
			assertThat(upload.line()).isEqualTo("HTTP/1.1 100 ");
			assertThat(upload.line()).isEmpty();
			assertThat(upload.send(body).answer()).startsWith("HTTP/1.1 200");
		}
		assertThat(this.connection.recordCount()).isOne();
	}

	private Answer upload(String contentType, String body) {
		return this.client.send("POST", this.connection.path() + "/upload_data", contentType,
				body.getBytes(StandardCharsets.UTF_8));
	}

	/** A start and then so many megabytes of the same character. */
	private static byte[] bomb(String start, int megabytes) {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(start.getBytes(StandardCharsets.UTF_8));
			byte[] megabyte = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < megabytes; i++) {
				out.write(megabyte);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return zipped.toByteArray();
	}

}
