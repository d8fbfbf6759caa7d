package dataconnections;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers are JSON, and so are bodies; what cannot be answered is not done. */
@ServiceTest
class AcceptTests {

	@Autowired
	private Client client;

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/yaml", "no media type", "image/*, text/*" })
	void whatCannotBeAnsweredIsNotDone(String accept) {
		String name = UUID.randomUUID().toString();
		Answer refused = create(name, accept);
		assertThat(refused.status()).isEqualTo(406);
		assertThat(refused.header("Accept")).isEqualTo("application/json");
		assertThat(this.client.get("/connections?name=" + name).json().size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/*", "text/html, application/json;q=0.1" })
	void jsonAmongOthersIsAccepted(String accept) {
		Answer created = create(UUID.randomUUID().toString(), accept);
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Content-Type")).isEqualTo("application/json");
	}

	@Test
	void deletionIsAnsweredWithNothingWhateverIsAccepted() {
		assertThat(this.client
			.send("DELETE", "/connections/" + this.client.connection("id"), "", new byte[0], "Accept", "text/html")
			.status()).isEqualTo(204);
	}

	@Test
	void yamlIsNoBody() {
		byte[] yaml = "name: Customers\nprimaryKey: id\n".getBytes(StandardCharsets.UTF_8);
		assertThat(this.client.send("POST", "/connections", "application/yaml", yaml).status()).isEqualTo(415);
	}

	private Answer create(String name, String accept) {
		return this.client.send("POST", "/connections", "{\"name\":\"" + name + "\",\"primary_key\":\"id\"}", "Accept",
				accept);
	}

}
