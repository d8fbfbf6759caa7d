package dataconnections;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dataconnections.Client.Answer;
import dataconnections.answer.AnswerMemory;
import dataconnections.answer.AnswerShare;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
		refused(() -> this.connection.query("{\"primary_key\":\"large\"}"),
				() -> this.connection.query("{\"primary_keys\":[\"large\"]}"), () -> this.connection.query("{}"),
				() -> this.connection.send("POST", "/api_batch_query", "{\"primary_keys\":[\"large\"]}"), this::emarsys,
				() -> this.client.get(this.connection.path() + "/schema"));
	}

	@Test
	void thoseOfApisAreRefusedLikewise() throws IOException {
		try (FakeApi api = new FakeApi(this.client)) {
			api.thenAnswer(200, "{\"v\":\"" + LARGE + "\"}");
			String path = api.connection("/{id}", "{}");
			refused(() -> this.client.send("POST", path + "/query", "{\"placeholder_values\":{\"id\":1}}"),
					() -> this.client.send("POST", path + "/api_batch_query", "{\"primary_keys\":[1,2]}"),
					() -> this.client.send("POST", path + "/external-content/emarsys",
							"{\"parameters\":[{\"id\":1}],\"fields\":[\"v\"]}"));
		}
	}

	@Test
	void fieldsThatAreNotWantedTakeNothing() {
		String small = "{\"primary_keys\":[\"large\"],\"fields\":[\"id\"]}";
		assertThat(this.connection.query(small).status()).isEqualTo(200);
		assertThat(this.connection.query("{\"fields\":[\"id\"]}").status()).isEqualTo(200);
	}

	@Test
	void clientThatTakesItsAnswerSlowlyHoldsItsMemoryUntilItLeaves() throws IOException {
		String megabytes = "x".repeat(1_900_000);
		for (int id = 0; id < 10; id++) {
			this.connection.store("[{\"id\":" + id + ",\"v\":\"" + megabytes + "\"}]");
		}
		this.others.close();
		this.others = this.memory.open(brand());
		this.others.add(Runtime.getRuntime().maxMemory() / 8 - 25_000_000);
		String page = "{\"limit\":10}";
		assertThat(this.connection.query(page).status()).isEqualTo(200);
		try (Socket slow = new Socket()) {
			slow.setReceiveBufferSize(4_096);
			slow.connect(new InetSocketAddress("localhost", this.client.port()));
			slow.getOutputStream()
				.write(("POST /api/data-connections/v1" + this.connection.path()
						+ "/query HTTP/1.1\r\nHost: localhost\r\n" + "Content-Type: application/json\r\nx-api-key: "
						+ Client.API_KEY + "\r\nx-brand-key: " + Client.BRAND_KEY + "\r\nContent-Length: "
						+ page.length() + "\r\n\r\n" + page)
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(slow.getInputStream().read()).isEqualTo('H');
			refused(() -> this.connection.query(page));
		}
		await().until(() -> this.connection.query(page).status() == 200);
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

	private static void refused(Call... calls) {
		List<CompletableFuture<Answer>> answers = new ArrayList<>();
		for (Call call : calls) {
			answers.add(TestConnection.inBackground(call::send));
		}
		answers.forEach((future) -> {
			Answer answer = future.join();
			assertThat(answer.status()).as(answer.body()).isEqualTo(503);
			assertThat(answer.header("Retry-After")).isEqualTo("1");
			assertThat(answer.body()).contains("large answers");
		});
	}

	/** What is asked. */
	@FunctionalInterface
	private interface Call {

		Answer send();

	}

}
