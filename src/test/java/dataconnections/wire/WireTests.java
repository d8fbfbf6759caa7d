package dataconnections.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = Toy.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.body.max-size=64KB", "data-connections.upload.max-size=1MB" })
class WireTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void bindsSnakeCase() throws Exception {
		HttpResponse<String> answer = post("/toys", "{\"toy_name\":\"a\",\"inner\":{\"ttl\":3}}");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"toy_name\":\"a\",\"inner\":{\"ttl\":3}}");
	}

	@Test
	void problemHasItsMembersInOrder() throws Exception {
		HttpResponse<String> answer = send(request("/toys").header("X-Request-Id", "a.b:c-1")
			.header("Content-Type", "application/json")
			.POST(json("{")));
		assertThat(answer.body()).startsWith("{\"type\":\"urn:data-connections:problem:malformed-request\",\"title\":"
				+ "\"Malformed Request\",\"status\":400,\"detail\":\"The body is not valid JSON (line 1, column 2).\","
				+ "\"instance\":\"/toys\",\"request_id\":\"a.b:c-1\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"toy_name":"a","nope":1}                 | extra_forbidden | ["body","nope"]
			{"toy_name":"a","inner":{"ttl":1,"x":1}}  | extra_forbidden | ["body","inner","x"]
			{"toy_name":"a","inner":{"tttl":1}}       | missing         | ["body","inner","ttl"]
			{"toy_name":"a","inner":{"ttl":null}}     | missing         | ["body","inner","ttl"]
			{"toy_name":1}                            | string_type     | ["body","toy_name"]
			{"toy_name":true}                         | string_type     | ["body","toy_name"]
			{"toy_name":"a","inner":{"ttl":"3"}}      | int_type        | ["body","inner","ttl"]
			{"toy_name":"a","inner":{"ttl":1.5}}      | int_type        | ["body","inner","ttl"]
			{"toy_name":"a","inner":{"ttl":true}}     | int_type        | ["body","inner","ttl"]
			{"toy_name":"a","inner":[]}               | object_type     | ["body","inner"]
			[]                                        | object_type     | ["body"]
			null                                      | missing         | ["body"]
			{"toy_name":"a","toy_name":"b"}           | duplicate       | ["body","toy_name"]
			{"toy_name":"a","inner":{"ttl":1,"ttl":2}}| duplicate       | ["body","inner","ttl"]
			{}                                        | missing         | ["body","toy_name"]
			{"toy_name":"  "}                         | missing         | ["body","toy_name"]
			{"toy_name":"abcdefghijk"}                | string_too_long | ["body","toy_name"]
			{"toy_name":"a","inner":{"ttl":0}}        | out_of_range    | ["body","inner","ttl"]
			""")
	void wrongBodyIsRefusedWithItsPlace(String body, String type, String loc) throws Exception {
		JsonNode problem = problem(post("/toys", body), 422);
		assertThat(problem.at("/errors/0/type").asString()).isEqualTo(type);
		assertThat(problem.at("/errors/0/loc").toString()).isEqualTo(loc);
		assertThat(problem.at("/error_count").asInt()).isOne();
		assertThat(problem.toString()).doesNotContain("dataconnections.", "java.", "Toy");
	}

	@Test
	void allViolationsAreNamed() throws Exception {
		JsonNode problem = problem(post("/toys", "{\"inner\":{\"ttl\":0}}"), 422);
		assertThat(problem.at("/error_count").asInt()).isEqualTo(2);
		assertThat(problem.at("/errors").valueStream().map((error) -> error.get("loc").toString()))
			.containsExactly("[\"body\",\"inner\",\"ttl\"]", "[\"body\",\"toy_name\"]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "{", "{\"toy_name\":secret}", "{} {", "{'toy_name':1}" })
	void whatIsNoJsonIsMalformed(String body) throws Exception {
		assertThat(problem(post("/toys", body), 400).toString()).doesNotContain("secret", "jackson", "Source");
	}

	@Test
	void depthIsBounded() throws Exception {
		assertThat(post("/tree", "[".repeat(500) + "]".repeat(500)).statusCode()).isEqualTo(200);
		assertThat(problem(post("/tree", "[".repeat(501) + "]".repeat(501)), 400).at("/detail").asString())
			.contains("500 levels");
	}

	@Test
	void decimalsKeepTheirForm() throws Exception {
		assertThat(post("/tree", "[1.10,123456789012345678901234567890.5]").body())
			.isEqualTo("[1.10,123456789012345678901234567890.5]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "22C08022", "22EDA08022", "22E922", "2200610022002000", "FFFE22006100", "00220061" })
	void whatIsNoUtf8IsMalformed(String hex) throws Exception {
		HttpResponse<String> answer = send(request("/tree").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(HexFormat.of().parseHex(hex))));
		assertThat(problem(answer, 400).at("/detail").asString()).contains("UTF-8");
	}

	@Test
	void byteOrderMarkIsSkipped() throws Exception {
		assertThat(post("/tree", "\uFEFF[\"é\"]").body()).isEqualTo("[\"é\"]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json;charset=ISO-8859-1", "application/json;charset=utf-16",
			"application/json;charset=no-such", "application/json;charset=\"", "nonsense", "text/plain" })
	void otherTypesAndCharsetsAreUnsupported(String contentType) throws Exception {
		problem(send(
				request("/toys").header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString("{}"))),
				415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "x-gzip", "GZip" })
	void gzipIsDecodedForStreamAndReader(String coding) throws Exception {
		for (String path : new String[] { "/tree", "/reader", "/stream" }) {
			assertThat(zipped(path, coding, gzip("[\"é\"]".getBytes(StandardCharsets.UTF_8))).body())
				.isEqualTo("[\"é\"]");
		}
	}

	@Test
	void everyMemberOfGzipIsRead() throws Exception {
		ByteArrayOutputStream both = new ByteArrayOutputStream();
		both.write(gzip("[1,".getBytes(StandardCharsets.UTF_8)));
		both.write(gzip("2]".getBytes(StandardCharsets.UTF_8)));
		assertThat(zipped("/tree", "gzip", both.toByteArray()).body()).isEqualTo("[1,2]");
	}

	@Test
	void identityPassesAndOtherCodingsDoNot() throws Exception {
		assertThat(zipped("/tree", "identity", "[]".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(200);
		problem(zipped("/tree", "br", new byte[] { 1 }), 415);
		problem(zipped("/tree", "gzip, gzip", new byte[] { 1 }), 415);
	}

	@Test
	void brokenGzipIsMalformed() throws Exception {
		byte[] whole = gzip("[\"some text that is long enough\"]".getBytes(StandardCharsets.UTF_8));
		byte[] wrongChecksum = whole.clone();
		wrongChecksum[whole.length - 8] ^= 1;
		for (byte[] body : new byte[][] { "[]".getBytes(StandardCharsets.UTF_8), {},
				Arrays.copyOf(whole, whole.length - 10), wrongChecksum }) {
			for (String path : new String[] { "/tree", "/reader", "/stream" }) {
				assertThat(problem(zipped(path, "gzip", body), 400).at("/detail").asString()).contains("gzip");
			}
		}
	}

	@Test
	void bodyIsBoundedBeforeAndAfterDecompression() throws Exception {
		String large = "\"" + "a".repeat(70_000) + "\"";
		assertThat(problem(post("/tree", large), 413).at("/detail").asString()).contains("65536");
		problem(zipped("/tree", "gzip", gzip(large.getBytes(StandardCharsets.UTF_8))), 413);
		problem(zipped("/toys/upload_data", "gzip", gzip(new byte[2_000_000])), 413);
		assertThat(post("/toys/upload_data", large).body()).isEqualTo("70002");
	}

	@Test
	void updateDataIsBoundedAsUploadsAreByPutOnly() throws Exception {
		String large = "a".repeat(70_000);
		assertThat(send(request("/toys/update_data").PUT(json(large))).body()).isEqualTo("70000");
		problem(send(request("/toys/update_data").POST(json(large))), 413);
		problem(send(request("/toys/update_data").PUT(json("a".repeat(1_100_000)))), 413);
	}

	@Test
	void bodyThatSaysItIsTooLargeIsRefusedBeforeItArrives() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("POST /toys/upload_data HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 413");
		}
	}

	@Test
	void bodyOfUnknownLengthIsBounded() throws Exception {
		String answer = raw("POST /tree HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
				+ "Transfer-Encoding: chunked\r\n\r\n11170\r\n" + " ".repeat(70_000) + "\r\n0\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "garbage", "image/png", "*/*;q=2" })
	void problemsIgnoreAccept(String accept) throws Exception {
		problem(send(request("/connections/x").header("Accept", accept).GET()), 404);
		problem(send(request("/nowhere").header("Accept", accept).GET()), 404);
		problem(send(request("/error").header("Accept", accept).GET()), 404);
	}

	@Test
	void answersThatAreNotAcceptableAreRefused() throws Exception {
		problem(send(request("/query?size=1").header("Accept", "image/png").GET()), 406);
	}

	@Test
	void segmentThatIsNoUuidIsAnUnknownThing() throws Exception {
		String unknown = "00000000-0000-0000-0000-000000000000";
		String mistyped = send(request("/connections/x").header("X-Request-Id", "1").GET()).body();
		String missing = send(request("/connections/" + unknown).header("X-Request-Id", "1").GET()).body();
		assertThat(mistyped.replace("/connections/x", "")).isEqualTo(missing.replace("/connections/" + unknown, ""));
		assertThat(problem(send(request("/references/x").GET()), 404).at("/detail").asString())
			.isEqualTo("There is no such reference.");
	}

	@ParameterizedTest
	@CsvSource({ "/query,missing", "/query?size=x,int_type", "/query?size=0,out_of_range" })
	void wrongQueryParameterIsNamed(String path, String type) throws Exception {
		JsonNode problem = problem(send(request(path).GET()), 422);
		assertThat(problem.at("/errors/0/loc").toString()).isEqualTo("[\"query\",\"size\"]");
		assertThat(problem.at("/errors/0/type").asString()).isEqualTo(type);
	}

	@Test
	void wrongMethodIsToldTheRightOnes() throws Exception {
		HttpResponse<String> answer = send(request("/toys").DELETE());
		problem(answer, 405);
		assertThat(answer.headers().firstValue("Allow")).contains("POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "resource", "transaction", "timeout", "wrapped" })
	void databaseThatCannotBeReachedIsUnavailable(String kind) throws Exception {
		HttpResponse<String> answer = send(request("/fail/" + kind).GET());
		problem(answer, 503);
		assertThat(answer.headers().firstValue("Retry-After")).contains("5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "io", "error", "filter" })
	void unexpectedFailureTellsNothing(String kind) throws Exception {
		assertThat(problem(send(request("/fail/" + kind).GET()), 500).toString()).doesNotContain("secret");
	}

	@Test
	void halfAnAnswerDoesNotEndLikeAWholeOne() throws Exception {
		String answer = raw("GET /half HTTP/1.1\r\nHost: a\r\n\r\n");
		assertThat(answer).contains("half").doesNotContain("problem").doesNotEndWith("0\r\n\r\n");
	}

	@Test
	void requestIdIsEchoedOrReplaced() throws Exception {
		assertThat(id("A-z_0.9:x")).isEqualTo("A-z_0.9:x");
		assertThat(id("x".repeat(128))).isEqualTo("x".repeat(128));
		assertThat(id("x".repeat(129))).hasSize(36);
		assertThat(id("a b")).hasSize(36);
		HttpResponse<String> failed = send(request("/nowhere").GET());
		assertThat(problem(failed, 404).at("/request_id").asString())
			.isEqualTo(failed.headers().firstValue("X-Request-Id").orElseThrow());
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /a|b HTTP/1.1\r\nHost: a\r\n", "GET /%2 HTTP/1.1\r\nHost: a\r\n",
			"GET /a%00b HTTP/1.1\r\nHost: a\r\n", "GET /a%2fb HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\n",
			"GET / HTTP/9.9\r\nHost: a\r\n", "nonsense\r\n", "GET /../../x HTTP/1.1\r\nHost: a\r\n",
			"TRACE / HTTP/1.1\r\nHost: a\r\n", "BREW /toys HTTP/1.1\r\nHost: a\r\n" })
	void invalidHttpGetsNoHtml(String head) throws Exception {
		String answer = raw(head + "Connection: close\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 ").doesNotContainIgnoringCase("<html", "text/html", "tomcat");
		assertThat(answer.substring(9, 10)).isIn("4", "5");
	}

	@Test
	void headerThatIsTooLargeGetsNoHtml() throws Exception {
		String answer = raw("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("<html", "text/html");
	}

	private String id(String sent) throws Exception {
		return send(request("/query?size=1").header("X-Request-Id", sent).GET()).headers()
			.firstValue("X-Request-Id")
			.orElseThrow();
	}

	private static JsonNode problem(HttpResponse<String> answer, int status) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		JsonNode problem = JSON.readTree(answer.body());
		assertThat(problem.at("/status").asInt()).isEqualTo(status);
		assertThat(problem.at("/request_id").asString()).isNotEmpty();
		return problem;
	}

	private HttpResponse<String> post(String path, String body) throws Exception {
		return send(request(path).POST(json(body)).header("Content-Type", "application/json"));
	}

	private HttpResponse<String> zipped(String path, String coding, byte[] body) throws Exception {
		return send(request(path).header("Content-Type", "application/json")
			.header("Content-Encoding", coding)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.version(HttpClient.Version.HTTP_1_1).build(),
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	private String raw(String request) throws IOException {
		Charset octets = StandardCharsets.ISO_8859_1;
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(octets));
			return new String(socket.getInputStream().readAllBytes(), octets);
		}
	}

	private static HttpRequest.BodyPublisher json(String body) {
		return HttpRequest.BodyPublishers.ofString(body);
	}

	private static byte[] gzip(byte[] plain) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(plain);
		}
		return zipped.toByteArray();
	}

}
