package dataconnections;

import java.util.List;
import java.util.UUID;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The brands of an account. */
@ServiceTest
class BrandTests {

	@Autowired
	private Client client;

	private TestAccount account;

	@BeforeEach
	void open() {
		this.account = TestAccount.open(this.client);
	}

	@Test
	void newBrandWorksAtOnceWithEveryKeyOfTheAccount() {
		Answer answer = this.account.send("POST", "/brands", "{\"name\":\"Winter\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().propertyNames()).containsExactly("brand_uuid", "name", "brand_key", "created_at");
		String id = answer.json().path("brand_uuid").asString();
		assertThat(answer.header("Location")).endsWith("/brands/" + id);
		assertThat(this.account.get("/brands/" + id).body()).isEqualTo(answer.body());
		TestAccount winter = new TestAccount(this.client, this.account.id(), this.account.apiKey(),
				this.account.keyId(), answer.json().path("brand_key").asString(), id);
		assertThat(winter.get("/connections").body()).isEqualTo("[]");
		assertThat(winter.get("/brands").json().findValuesAsString("brand_uuid")).containsExactly(id,
				this.account.brandId());
	}

	@Test
	void brandKeyOfOnesChoiceIsTheOnlyOneInItsAccount() {
		String json = "{\"name\":\"Winter\",\"brand_key\":\"winter-shop\"}";
		assertThat(this.account.send("POST", "/brands", json).json().path("brand_key").asString())
			.isEqualTo("winter-shop");
		Answer again = this.account.send("POST", "/brands", json);
		assertThat(again.status()).isEqualTo(409);
		assertThat(again.json().path("detail").asString()).contains("brand_key", "send another");
		TestAccount other = TestAccount.open(this.client);
		assertThat(other.send("POST", "/brands", json).status()).isEqualTo(201);
		assertThat(this.account.get("/brands").json().size()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"name\":\" \"}", "{\"name\":\"a\\u0000\"}", "{\"name\":\"A\",\"brand_key\":\"\"}",
			"{\"name\":\"A\",\"brand_key\":\"1234567\"}", "{\"name\":\"A\",\"brand_key\":\"with a space\"}",
			"{\"name\":\"A\",\"brand_key\":\"with:colon\"}", "{\"name\":\"A\",\"brand_key\":12345678}",
			"{\"name\":\"A\",\"account_id\":\"x\"}" })
	void brandThatCannotBeIsRefused(String json) {
		assertThat(this.account.send("POST", "/brands", json).status()).isEqualTo(422);
		assertThat(this.account.get("/brands").json().size()).isOne();
	}

	@Test
	void brandIsRenamedAndKeepsItsKey() {
		JsonNode before = this.account.get("/brands/" + this.account.brandId()).json();
		Answer answer = this.account.send("PUT", "/brands/" + this.account.brandId(), "{\"name\":\"Summer\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("name").asString()).isEqualTo("Summer");
		assertThat(answer.json().path("brand_key")).isEqualTo(before.path("brand_key"));
		assertThat(this.account.get("/brands/" + this.account.brandId()).body()).isEqualTo(answer.body());
		assertThat(this.account
			.send("PUT", "/brands/" + this.account.brandId(), "{\"name\":\"A\",\"brand_key\":\"12345678\"}")
			.status()).isEqualTo(422);
	}

	@Test
	void brandOfAnotherAccountIsAsUnknown() {
		TestAccount other = TestAccount.open(this.client);
		String unknown = UUID.randomUUID().toString();
		for (String method : List.of("GET", "PUT")) {
			Answer answer = this.account.send(method, "/brands/" + other.brandId(), "{\"name\":\"stolen\"}");
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.body().replace(other.brandId(), unknown))
				.isEqualTo(this.account.send(method, "/brands/" + unknown, "{\"name\":\"stolen\"}").body());
		}
		assertThat(this.account.get("/brands").body()).doesNotContain(other.brandId());
		assertThat(other.get("/brands/" + other.brandId()).json().path("name").asString()).isEqualTo("Spring shop");
	}

}
