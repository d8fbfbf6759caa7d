package dataconnections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Forms where JSON is asked for, and addresses whose parameters are none. */
@ServiceTest
class OddRequestTests {

	@Autowired
	private Client client;

	/** What curl sends when nobody tells it that the body is JSON. */
	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"A\",\"primary_key\":\"id\"}", "{\n\t\"name\": \"A\"\n}", "\u0000", "%zz",
			"a=1", "MANY", "LONG" })
	void formIsRefusedByItsTypeWhateverItHolds(String body) {
		String form = switch (body) {
			case "MANY" -> "a&".repeat(100_000);
			case "LONG" -> "a=" + "x".repeat(3_000_000);
			default -> body;
		};
		for (String path : new String[] { "/connections", "/connections?unknown=1", "/keys" }) {
			Answer answer = this.client.send("POST", path, "application/x-www-form-urlencoded",
					form.getBytes(StandardCharsets.UTF_8));
			assertThat(answer.status()).as(answer.body()).isEqualTo(415);
			assertThat(answer.json().path("detail").asString()).contains("application/json");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "%zz=1", "limit=%zz", "limit=%", "%00=1", "a%09b=1", "limit=%ff", "=&=&=", "MANY" })
	void queryThatCannotBeReadIsMalformed(String query) throws IOException {
		String parameters = query.equals("MANY") ? "a&".repeat(3_000) : query;
		assertThat(ask("GET", "/connections", parameters)).startsWith("HTTP/1.1 400")
			.contains("problem:malformed-request");
		String unknown = "/connections/01a2125d-154c-72e5-9e57-d58f671ca8c0";
		for (String[] call : new String[][] { { "GET", "/keys" }, { "POST", "/connections" }, { "DELETE", unknown },
				{ "POST", unknown + "/query" }, { "POST", unknown + "/upload_data" },
				{ "PUT", unknown + "/update_data" } }) {
			assertThat(ask(call[0], call[1], parameters)).as(call[1])
				.doesNotStartWith("HTTP/1.1 5")
				.contains("X-Request-Id");
		}
	}

	@ParameterizedTest
	@CsvSource({ "POST,/upload_data,batch_complete=false&ttl_seconds=60,batch_complete",
			"POST,/upload_data,tll_seconds=60,tll_seconds", "POST,/query,fields=name,fields",
			"POST,/delete_data,dry_run=true,dry_run", "DELETE,'',only_if_unreference=true,only_if_unreference",
			"GET,/references,Limit=1,Limit" })
	void parameterThatIsNotKnownIsRefusedByNameAndNothingIsDone(String method, String path, String query, String name) {
		String connection = "/connections/" + this.client.connection("id");
		Answer answer = this.client.send(method, connection + path + "?" + query, "application/json",
				"[{\"id\":1}]".getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().path("errors").toString())
			.startsWith("[{\"loc\":[\"query\",\"" + name + "\"],\"msg\":\"\\\"" + name + "\\\" is not known here; ")
			.endsWith(",\"type\":\"extra_forbidden\"}]");
		assertThat(this.client.get(connection).json().path("record_count").asInt()).isZero();
	}

	@Test
	void everyParameterOfAListThatIsNotKnownIsNamed() {
		JsonNode problem = this.client.get("/connections?Name=a&limit=1&curser=x").json();
		assertThat(problem.path("errors").findValues("loc"))
			.hasToString("[[\"query\",\"Name\"], [\"query\",\"curser\"]]");
		assertThat(problem.path("error_count").asInt()).isEqualTo(2);
	}

	@Test
	void whatOthersSendIsNotLookedAt() {
		String connection = "/connections/" + this.client.connection("id");
		assertThat(this.client
			.send("POST", connection + "/external-content/emarsys?campaign=1", "{\"parameters\":[],\"fields\":[]}")
			.status()).isEqualTo(200);
		assertThat(
				this.client
					.send("POST", "/oauth/token?campaign=1", "application/x-www-form-urlencoded",
							("grant_type=client_credentials&client_id=" + Client.BRAND_KEY + "&client_secret="
									+ Client.API_KEY)
								.getBytes(StandardCharsets.UTF_8))
					.status())
			.isEqualTo(200);
	}

	private String ask(String method, String path, String query) throws IOException {
		try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), this.client.port())) {
			String head = method + " /api/data-connections/v1" + path + "?" + query
					+ " HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + Client.API_KEY + "\r\nx-brand-key: "
					+ Client.BRAND_KEY + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close"
					+ "\r\n\r\n[]";
			socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
