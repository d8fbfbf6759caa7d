package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator may do, and that nobody else may. */
@ServiceTest
class AccountTests {

	@Autowired
	private Client client;

	@Test
	void accountIsOpenedWithABrandAndAKeyThatWorkTogether() {
		Answer answer = TestAccount.operator(this.client, "POST", "/accounts",
				"{\"name\":\"Example Ltd\",\"brand_name\":\"Spring\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.json().propertyNames()).containsExactly("account_uuid", "name", "created_at", "brand", "key");
		assertThat(answer.json().at("/key/scope").asString()).isEqualTo("manage");
		assertThat(answer.json().at("/brand/name").asString()).isEqualTo("Spring");
		String id = answer.json().path("account_uuid").asString();
		assertThat(answer.header("Location")).endsWith("/accounts/" + id);
		Answer read = TestAccount.operator(this.client, "GET", "/accounts/" + id, "");
		assertThat(read.json().propertyNames()).containsExactly("account_uuid", "name", "created_at");
		assertThat(TestAccount.operator(this.client, "GET", "/accounts", "").json()).contains(read.json());
	}

	@Test
	void accountsSeeNothingOfEachOther() {
		TestAccount one = TestAccount.open(this.client);
		TestAccount other = TestAccount.open(this.client);
		one.send("POST", "/connections", "{\"name\":\"Mine\",\"primary_key\":\"id\"}");
		assertThat(other.get("/connections").body()).isEqualTo("[]");
		assertThat(
				new TestAccount(this.client, "", one.apiKey(), "", other.brandKey(), "").get("/connections").status())
			.isEqualTo(422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer wrong", "Bearer " + Client.OPERATOR_TOKEN + "x",
			"Basic " + Client.OPERATOR_TOKEN, Client.OPERATOR_TOKEN, "Bearer " + Client.API_KEY })
	void whoeverDoesNotShowTheTokenIsUnauthorized(String authorization) {
		Answer answer = this.client.send("POST", "/accounts", "{\"name\":\"A\",\"brand_name\":\"B\"}", "Authorization",
				authorization);
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=");
		assertThat(answer.json().path("type").asString()).isEqualTo("urn:data-connections:problem:unauthorized");
	}

	@Test
	void tokenIsShownOnce() {
		String bearer = "Bearer " + Client.OPERATOR_TOKEN;
		assertThat(
				this.client.send("GET", "/accounts", "", new byte[0], "Authorization", bearer, "Authorization", bearer)
					.status())
			.isEqualTo(401);
	}

	@Test
	void tokenOpensNothingElse() {
		Answer answer = this.client.send(HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1/keys"))
			.header("Authorization", "Bearer " + Client.OPERATOR_TOKEN)
			.build());
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.body()).contains("[\"header\",\"x-api-key\"]");
	}

	@Test
	void accountThatCannotBeIsRefusedAndNothingOfItKept() {
		int before = TestAccount.operator(this.client, "GET", "/accounts", "").json().size();
		for (String wrong : new String[] { "{}", "{\"name\":\"A\"}", "{\"brand_name\":\"B\"}",
				"{\"name\":\"A\",\"brand_name\":\"\\u0000\"}",
				"{\"name\":\"A\",\"brand_name\":\"B\",\"key\":\"x\"}" }) {
			assertThat(TestAccount.operator(this.client, "POST", "/accounts", wrong).status()).as(wrong).isEqualTo(422);
		}
		assertThat(TestAccount.operator(this.client, "GET", "/accounts", "").json().size()).isEqualTo(before);
		assertThat(TestAccount.operator(this.client, "GET", "/accounts/" + UUID.randomUUID(), "").status())
			.isEqualTo(404);
	}

}
