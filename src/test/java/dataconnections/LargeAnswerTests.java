package dataconnections;

import java.util.UUID;

import dataconnections.Client.Answer;
import dataconnections.answer.AnswerMemory;
import dataconnections.answer.AnswerShare;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A brand has as many large answers under way as its share of the memory holds. */
@ServiceTest
class LargeAnswerTests {

	private static final String LARGE = "x".repeat(300_000);

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AnswerMemory memory;

	private TestConnection connection;

	private AnswerShare others;

	/** Those that are under way take all that the brand may have. */
	@BeforeEach
	void fill() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("[{\"id\":\"large\",\"v\":\"" + LARGE + "\"},{\"id\":\"small\",\"v\":1}]");
		this.others = this.memory.open(brand());
		this.others.add(Runtime.getRuntime().maxMemory() / 8);
	}

	@AfterEach
	void end() {
		this.others.close();
	}

	@Test
	void furtherOnesWaitAndAreThenRefusedHoweverTheyAreAskedFor() {
		refused(this.connection.query("{\"primary_key\":\"large\"}"));
		refused(this.connection.query("{\"primary_keys\":[\"large\"]}"));
		refused(this.connection.query("{}"));
		refused(this.connection.send("POST", "/api_batch_query", "{\"primary_keys\":[\"large\"]}"));
		refused(emarsys());
		refused(this.client.get(this.connection.path() + "/schema"));
	}

	@Test
	void smallOnesGoOn() {
		assertThat(this.connection.query("{\"primary_key\":\"small\"}").status()).isEqualTo(200);
		assertThat(this.connection.query("{\"primary_keys\":[\"small\"]}").status()).isEqualTo(200);
	}

	@Test
	void whatWasSentLeavesItsPlaceToTheNext() {
		this.others.close();
		for (int i = 0; i < 3; i++) {
			assertThat(this.connection.query("{\"primary_keys\":[\"large\"]}").body()).contains(LARGE);
			assertThat(emarsys().body()).contains(LARGE);
		}
		AnswerShare all = this.memory.open(brand());
		all.add(256 * 1024);
		all.add(Runtime.getRuntime().maxMemory() / 8 - 512 * 1024);
		all.close();
	}

	private Answer emarsys() {
		return this.connection.send("POST", "/external-content/emarsys",
				"{\"parameters\":[{\"id\":\"large\"}],\"fields\":[\"v\"]}");
	}

	private UUID brand() {
		return this.jdbc.sql("SELECT brand_id FROM data_connection WHERE id = ?")
			.param(this.connection.id())
			.query(UUID.class)
			.single();
	}

	private static void refused(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("1");
		assertThat(answer.body()).contains("large answers");
	}

}
