package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

@ServiceTest
class UploadAndQueryTests {

	@Autowired
	private Client client;

	@Autowired
	private MovableClock clock;

	private String connection = "";

	@BeforeEach
	void connect() {
		this.connection = "/connections/" + this.client.connection("id");
	}

	@Test
	void uploadedRecordIsFoundByStringAndByNumber() {
		Answer upload = upload("{\"data\":[{\"id\":54490,\"price\":1.10,\"big\":123456789012345678901234567890}]}");
		assertThat(upload.status()).isEqualTo(200);
		assertThat(upload.json().path("rows_received").asInt()).isEqualTo(1);
		assertThat(upload.json().path("rows_inserted").asInt()).isEqualTo(1);
		assertThat(query("{\"primary_key\":54490.0}").body()).contains("1.10", "123456789012345678901234567890");
		assertThat(query("{\"primary_key\":\"54490\"}").status()).isEqualTo(200);
		assertThat(query("{\"primary_key\":\"54490 \"}").json().path("title").asString()).isEqualTo("Data Not Found");
	}

	@Test
	void fieldsOfAnOpenBatchAreNotToldBeforeItIsPublished() {
		String rows = IntStream.range(0, 10_001).mapToObj((id) -> "{\"id\":" + id + "}").collect(joining(","));
		assertThat(upload("[" + rows + "]").status()).isEqualTo(200);
		String batch = "\"batch_uuid\":\"" + UUID.randomUUID() + "\"";
		upload("{\"data\":[{\"id\":\"x\",\"first\":1}]," + batch + ",\"batch_completed\":false}");
		upload("{\"data\":[{\"id\":\"y\",\"first\":\"a\",\"second\":true}]," + batch + ",\"batch_completed\":false}");
		assertThat(this.client.get(this.connection + "/schema").json().path("fields").findValuesAsString("name"))
			.containsExactly("id");
		upload("{\"data\":[{\"id\":\"z\",\"third\":1.5}]," + batch + "}");
		assertThat(this.client.get(this.connection + "/schema").json().path("fields").toString()).contains(
				"\"first\",\"types\":[\"string\",\"integer\"]", "\"second\",\"types\":[\"boolean\"]",
				"\"third\",\"types\":[\"number\"]");
	}

	@Test
	void replacementRemovesFieldsAndTheLastOfARepeatedKeyWins() {
		upload("{\"data\":[{\"id\":1,\"a\":1,\"b\":2}]}");
		Answer again = upload("{\"data\":[{\"id\":\"1\",\"a\":2},{\"id\":2},{\"id\":1.0,\"a\":3}]}");
		assertThat(again.json().path("rows_received").asInt()).isEqualTo(3);
		assertThat(again.json().path("rows_inserted").asInt()).isEqualTo(1);
		assertThat(again.json().path("rows_updated").asInt()).isEqualTo(1);
		assertThat(query("{\"primary_key\":1}").json().path("data").toString()).isEqualTo("{\"a\":3,\"id\":1.0}");
		assertThat(recordCount()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { ",", ";", "\t", "|" })
	void csvIsReadWhateverItsDelimiter(String d) {
		String csv = "\uFEFFname" + d + "id\r\n\"a \"\"q\"\"" + d + "\nb\"" + d + "007\r\n\r\n" + d + "8";
		Answer upload = upload("text/csv", csv.getBytes(StandardCharsets.UTF_8), "");
		assertThat(upload.body()).contains("\"rows_received\":2");
		assertThat(query("{\"primary_key\":\"007\"}").json().path("data").path("name").asString())
			.isEqualTo("a \"q\"" + d + "\nb");
		assertThat(query("{\"primary_key\":\"8\"}").json().path("data").path("name").asString()).isEmpty();
	}

	@Test
	void typesAreInferredOnlyWhenAsked() {
		byte[] csv = "id,n,b,e,z\n1,1.50,TRUE,,007\n".getBytes(StandardCharsets.UTF_8);
		upload("text/csv", csv, "?infer_types=true");
		assertThat(query("{\"primary_key\":1}").json().path("data").toString())
			.isEqualTo("{\"b\":true,\"e\":null,\"n\":1.50,\"z\":\"007\",\"id\":1}".replace("1.50", "1.5"));
		upload("text/csv", csv, "");
		assertThat(query("{\"primary_key\":1}").json().path("data").toString())
			.isEqualTo("{\"b\":\"TRUE\",\"e\":\"\",\"n\":\"1.50\",\"z\":\"007\",\"id\":\"1\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "12E3", "1e5", "2.50", "-0", "TRUE", "007", "1.0" })
	void keyIsFoundByItsTextWhateverIsInferred(String key) {
		upload("text/csv", ("id,n\n" + key + ",1\n").getBytes(StandardCharsets.UTF_8), "?infer_types=true");
		assertThat(query("{\"primary_key\":\"" + key + "\"}").json().path("data").toString())
			.isEqualTo("{\"n\":1,\"id\":\"" + key + "\"}");
	}

	@Test
	void gzipNdjsonAndMultipartAreRead() {
		byte[] rows = "{\"id\":1}\n\n{\"id\":2}\n".getBytes(StandardCharsets.UTF_8);
		Answer zipped = this.client.send("POST", this.connection + "/upload_data", "application/x-ndjson", gzip(rows),
				"Content-Encoding", "gzip");
		assertThat(zipped.body()).contains("\"rows_inserted\":2");
		String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\nid\n3\n\r\n--b";
		assertThat(upload("multipart/form-data; boundary=b", (form + "--\r\n").getBytes(StandardCharsets.UTF_8), "")
			.body()).contains("\"rows_inserted\":1");
		String two = form
				+ "\r\nContent-Disposition: form-data; name=\"g\"; filename=\"y.csv\"\r\n\r\nid\n4\n\r\n--b--\r\n";
		assertThat(upload("multipart/form-data; boundary=b", two.getBytes(StandardCharsets.UTF_8), "").status())
			.isEqualTo(422);
		assertThat(recordCount()).isEqualTo(3);
	}

	@Test
	void openBatchIsInvisibleUntilCompleted() {
		String batch = UUID.randomUUID().toString();
		String open = "\"batch_uuid\":\"" + batch + "\",\"batch_completed\":false";
		assertThat(
				upload("{\"data\":[{\"id\":1,\"v\":1},{\"id\":2}]," + open + "}").json().path("rows_inserted").asInt())
			.isZero();
		upload("{" + open + ",\"data\":[{\"id\":1,\"v\":2}]}");
		assertThat(query("{\"primary_key\":1}").status()).isEqualTo(404);
		Answer completed = upload("{\"data\":[],\"batch_uuid\":\"" + batch + "\"}");
		assertThat(completed.json().path("rows_received").asInt()).isZero();
		assertThat(completed.json().path("rows_inserted").asInt()).isEqualTo(2);
		assertThat(query("{\"primary_key\":1}").json().path("data").path("v").asInt()).isEqualTo(2);
	}

	@Test
	void expiredRecordDoesNotExistAndCountsAsNewWhenItReturns() {
		upload("{\"data\":[{\"id\":1}],\"ttl_seconds\":60}");
		this.clock.move(Duration.ofSeconds(59));
		assertThat(query("{\"primary_key\":1}").status()).isEqualTo(200);
		this.clock.move(Duration.ofSeconds(1));
		assertThat(query("{\"primary_key\":1}").status()).isEqualTo(404);
		assertThat(query("{}").json().path("data").size()).isZero();
		assertThat(upload("{\"data\":[{\"id\":1}]}").json().path("rows_inserted").asInt()).isEqualTo(1);
		assertThat(recordCount()).isEqualTo(1);
	}

	@Test
	void everyBadRowIsNamedAndNothingIsStored() {
		Answer refused = upload("""
				{"data":[{"id":1},{"id":null},{"x":1},{"id":{}},5,{"id":2,"t":"\\u0000"},{"id":3,"t":["\\ud800"]},
				{"id":4,"n":1e200000}],"colour":1}""");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("error_count").asInt()).isEqualTo(8);
		assertThat(refused.json().path("errors").path(0).path("loc").toString())
			.isEqualTo("[\"body\",\"data\",1,\"id\"]");
		assertThat(refused.body()).contains("[\"body\",\"data\",5,\"t\"]", "[\"body\",\"colour\"]");
		assertThat(recordCount()).isZero();
	}

	@Test
	void onlyAHundredErrorsAreNamed() {
		String rows = IntStream.range(0, 150).mapToObj((i) -> "{}").collect(joining(","));
		Answer refused = upload("[" + rows + "]");
		assertThat(refused.json().path("errors").size()).isEqualTo(100);
		assertThat(refused.json().path("error_count").asInt()).isEqualTo(150);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			application/json~{"data":[{"id":1}~400
			application/json~{"data":[{"id":1}]}x~400
			application/json~``~400
			application/json~{"rows":[]}~422
			application/json~{"data":[{"id":1}],"ttl_seconds":0}~422
			application/json~{"data":[{"id":1}],"ttl_seconds":"60"}~422
			application/json~{"data":[{"id":1}],"batch_uuid":"1-1-1-1-1"}~422
			application/json~{"data":[{"id":1}],"data":[]}~422
			application/x-ndjson~{"id":1} {"id":2}~400
			text/csv~id,id\\n1,2~422
			text/csv~name\\nx~422
			text/csv~id,a\\n1~422
			text/csv~id,a\\n1,"x~422
			text/html~x~415
			application/json;charset=ISO-8859-1~[]~415
			""")
	void badBodiesAreRefusedWhole(String contentType, String body, int status) {
		Answer refused = upload(contentType, body.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), "");
		assertThat(refused.status()).as(refused.body()).isEqualTo(status);
		assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(recordCount()).isZero();
	}

	@Test
	void lineOfABadCsvRecordIsTheOneOnWhichItBegins() {
		Answer refused = upload("text/csv", "id,a\n1,\"x\ny\"\n,z\n\n2,\"\n\",3\n".getBytes(StandardCharsets.UTF_8),
				"");
		assertThat(refused.body()).contains("[\"body\",\"line\",4,\"id\"]", "[\"body\",\"line\",6]");
	}

	@Test
	void octetsThatAreNoUtf8AreRefused() {
		byte[] latin = "id,a\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(upload("text/csv", latin, "").status()).isEqualTo(400);
		byte[] overlong = { '[', '{', '"', 'i', 'd', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}', ']' };
		assertThat(upload("application/json", overlong, "").status()).isEqualTo(400);
	}

	@Test
	void nestingIsBoundedAndSoIsTheRow() {
		String deep = "[{\"id\":1,\"a\":" + "[".repeat(600) + "]".repeat(600) + "}]";
		assertThat(upload(deep).status()).isEqualTo(400);
		assertThat(upload("[{\"id\":1,\"a\":\"" + "x".repeat(3_000_000) + "\"}]").status()).isEqualTo(413);
	}

	@Test
	void manyKeysAreAnsweredInTheOrderAskedAndPagesCoverAll() {
		upload("[" + IntStream.range(0, 25).mapToObj((i) -> "{\"id\":" + i + ",\"x\":1}").collect(joining(",")) + "]");
		Answer many = query("{\"primary_keys\":[7,\"x\",3,7],\"fields\":[]}");
		assertThat(many.json().toString())
			.isEqualTo("{\"data\":[{\"id\":7},{\"id\":3},{\"id\":7}],\"missing\":[\"x\"]}");
		int seen = 0;
		String cursor = "";
		do {
			Answer page = query("{\"limit\":10" + (cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\"") + "}");
			seen += page.json().path("data").size();
			cursor = page.json().path("next_cursor").asString("");
		}
		while (!cursor.isEmpty());
		assertThat(seen).isEqualTo(25);
		assertThat(query("{\"cursor\":\"AAAA\"}").status()).isEqualTo(422);
		assertThat(query("{\"limit\":1001}").status()).isEqualTo(422);
		assertThat(query("{\"primary_key\":1,\"primary_keys\":[1]}").status()).isEqualTo(422);
	}

	@Test
	void nullIsAsGoodAsNothingWhereAnythingElseTellsWhatIsWanted() {
		upload("[{\"id\":1,\"x\":2}]");
		assertThat(query("{\"primary_key\":1,\"primary_keys\":null,\"placeholder_values\":null,\"fields\":null,"
				+ "\"limit\":null,\"cursor\":null}")
			.body()).isEqualTo("{\"data\":{\"x\": 2, \"id\": 1}}");
		assertThat(query("{\"primary_key\":null,\"primary_keys\":[1]}").json().path("data").size()).isOne();
		assertThat(query("{\"primary_key\":null,\"primary_keys\":null,\"limit\":9}").json().has("next_cursor"))
			.isTrue();
		assertThat(
				send("POST", "/api_batch_query", "{\"primary_keys\":[1],\"placeholder_values\":null,\"queries\":null}")
					.status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"primary_key\":null}", "{\"primary_keys\":null}",
			"{\"primary_key\":null,\"primary_keys\":null,\"fields\":[\"x\"],\"limit\":null,\"cursor\":null}" })
	void keyThatIsMissingByMistakeDoesNotComeToAPageOfAll(String body) {
		upload("[{\"id\":1}]");
		assertThat(query(body).status()).isEqualTo(422);
	}

	@Test
	void recordsAreReplacedMergedAndDeleted() {
		Answer put = send("PUT", "/update_data", "[{\"primary_key\":54490,\"data\":{\"key\":\"value\"},\"ttl\":null}]");
		assertThat(put.json().path("rows_inserted").asInt()).isEqualTo(1);
		Answer patch = send("PATCH", "/update_data", """
				[{"primary_key":"54490","data":{"key":null,"a":{"b":1,"c":null}}},{"primary_key":1,"data":{}}]""");
		assertThat(patch.body()).isEqualTo("{\"rows_updated\":1,\"missing\":[1]}");
		assertThat(query("{\"primary_key\":54490}").json().path("data").toString())
			.isEqualTo("{\"a\":{\"b\":1},\"id\":54490}");
		assertThat(send("PUT", "/update_data", "[{\"primary_key\":1,\"data\":{\"id\":2}}]").status()).isEqualTo(422);
		assertThat(send("DELETE", "/delete_data", "[54490,\"1\"]").body())
			.isEqualTo("{\"rows_deleted\":1,\"missing\":[\"1\"]}");
		assertThat(recordCount()).isZero();
	}

	@Test
	void deletedConnectionIsUnreachableAtOnce() {
		upload("[{\"id\":1}]");
		assertThat(this.client.send("DELETE", this.connection, "").status()).isEqualTo(204);
		assertThat(query("{\"primary_key\":1}").status()).isEqualTo(404);
		assertThat(upload("[{\"id\":1}]").status()).isEqualTo(404);
	}

	private int recordCount() {
		return this.client.get(this.connection).json().path("record_count").asInt();
	}

	private Answer upload(String json) {
		return send("POST", "/upload_data", json);
	}

	private Answer upload(String contentType, byte[] body, String query) {
		return this.client.send("POST", this.connection + "/upload_data" + query, contentType, body);
	}

	private Answer query(String json) {
		return send("POST", "/query", json);
	}

	private Answer send(String method, String path, String json) {
		return this.client.send(method, this.connection + path, json);
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
