package dataconnections;

import java.util.Random;
import java.util.stream.Stream;

import dataconnections.Client.Answer;
import dataconnections.Mutations.Wrong;
import dataconnections.OpenApi.Call;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is wrong with a request, it is answered as the OpenAPI document says: with a
 * documented status, never a failure of the service, and a problem of the published
 * schema. {@code -Dmutations.seed} repeats the requests of a run, and
 * {@code -Dmutations.per-call} says how many there are of each call.
 */
@ServiceTest
class MutatedRequestTests {

	private static final int PER_CALL = Integer.getInteger("mutations.per-call", 60);

	private static final long SEED = Long.getLong("mutations.seed", System.nanoTime());

	@Autowired
	private Client client;

	private OpenApi document;

	private Crm crm;

	@BeforeEach
	void start() {
		this.document = OpenApi.of(this.client);
		this.crm = Crm.start();
	}

	@AfterEach
	void stop() {
		this.crm.close();
	}

	@TestFactory
	Stream<DynamicTest> requestWithSomethingWrongIsAnsweredAsDocumented() {
		return this.document.calls()
			.map((call) -> DynamicTest.dynamicTest(call.id(), () -> JqwikSession.run(() -> check(call))));
	}

	private void check(Call call) {
		Random random = new Random(SEED ^ call.id().hashCode());
		RandomGenerator<Wrong> requests = new Mutations(this.document).of(call).generator(1_000, false);
		Scene uploaded = scene();
		Scene live = uploaded.shownBy("api-");
		for (int i = 0; i < PER_CALL; i++) {
			Wrong wrong = requests.next(random).value();
			boolean api = wrong.example().startsWith("api-") || random.nextInt(8) == 0;
			Scene scene = (api && live.knows(call)) ? live : uploaded;
			Answer answer = scene.send(call.method(), scene.path(call) + wrong.query(), wrong.contentType(),
					scene.bytes(wrong.body()), wrong.headers().toArray(String[]::new));
			assertDocumented(call, answer, "request " + i + " of -Dmutations.seed=" + SEED + ": " + wrong, api);
			if (call.method().equals("delete") && answer.status() < 300) {
				uploaded = scene();
				live = uploaded.shownBy("api-");
			}
		}
	}

	private void assertDocumented(Call call, Answer answer, String request, boolean api) {
		assertThat(isDocumented(call, answer.status())).as("%s\n%s", request, answer.body()).isTrue();
		assertThat(answer.header("X-Request-Id")).as(request).isNotEmpty();
		if (answer.status() >= 500) {
			assertThat(api).as("%s\n%s", request, answer.body()).isTrue();
			assertThat(answer.json().path("type").asString()).as("%s\n%s", request, answer.body())
				.contains("upstream-");
		}
		if (answer.status() >= 400 && !call.isOAuth()) {
			assertThat(answer.header("Content-Type")).as(request).isEqualTo("application/problem+json");
			assertThat(this.document.flaws("/components/schemas/Problem", answer.json()))
				.as("%s\n%s", request, answer.body())
				.isEmpty();
			assertThat(answer.json().path("status").asInt()).as(request).isEqualTo(answer.status());
			assertThat(answer.json().path("request_id").asString()).as(request)
				.isEqualTo(answer.header("X-Request-Id"));
		}
		assertThat(answer.body()).as(request)
			.doesNotContain("Exception", "dataconnections.", "tools.jackson", "org.postgresql", "springframework");
	}

	/** A call without a body does not tell how one is refused. */
	private static boolean isDocumented(Call call, int status) {
		return call.statuses().anyMatch(String.valueOf(status)::equals)
				|| (!call.node().has("requestBody") && (status == 413 || status == 415));
	}

	private Scene scene() {
		return new Scene(this.client, this.crm);
	}

}
