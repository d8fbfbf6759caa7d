package dataconnections;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

import dataconnections.Client.Answer;
import dataconnections.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each API key may make so many requests, 600 at once and one more each second here.
 */
@SmallServiceTest
class RateLimitTests {

	private static final int BURST = 600;

	@Autowired
	private Client client;

	@Autowired
	private Tenants tenants;

	@Autowired
	private MovableTicker ticker;

	private final String apiKey = "rate-limited-" + UUID.randomUUID();

	@BeforeEach
	void open() {
		this.tenants.ensure(this.apiKey, "first-brand");
		this.tenants.ensure(this.apiKey, "second-brand");
	}

	@Test
	void everyAnswerTellsTheLimitAndWhatIsLeft() {
		Answer first = get("first-brand", "/connections");
		assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=600;w=600");
		assertThat(first.header("RateLimit")).isEqualTo("\"default\";r=599;t=1");
		Answer none = get("first-brand", "/connections/" + UUID.randomUUID());
		assertThat(none.status()).isEqualTo(404);
		assertThat(remaining(none)).isLessThan(599);
	}

	@Test
	void keyThatHasMadeItsRequestsIsToldWhenToComeAgain() {
		Answer last = exhaust();
		assertThat(last.status()).isEqualTo(429);
		assertThat(last.header("Retry-After")).isEqualTo("1");
		assertThat(last.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(last.json().path("type").asString()).isEqualTo("urn:data-connections:problem:too-many-requests");
		assertThat(remaining(last)).isZero();
		assertThat(last.header("RateLimit-Policy")).isNotEmpty();
		this.ticker.move(Duration.ofSeconds(2));
		assertThat(get("first-brand", "/connections").status()).isEqualTo(200);
		this.ticker.move(Duration.ofSeconds(2 * BURST));
		assertThat(remaining(get("first-brand", "/connections"))).as("never more than the burst").isEqualTo(BURST - 1);
	}

	@Test
	void limitIsOfTheApiKeyWhateverTheBrandAndTheCredential() {
		exhaust();
		assertThat(get("second-brand", "/connections").status()).isEqualTo(429);
		String basic = "Basic "
				+ Base64.getEncoder().encodeToString(("second-brand:" + this.apiKey).getBytes(StandardCharsets.UTF_8));
		HttpRequest emarsys = request("/connections/" + UUID.randomUUID() + "/external-content/emarsys")
			.header("Authorization", basic)
			.POST(HttpRequest.BodyPublishers.ofString("{}"))
			.build();
		assertThat(this.client.send(emarsys).status()).isEqualTo(429);
		assertThat(this.client.get("/connections").status()).as("another API key").isEqualTo(200);
	}

	@Test
	void wrongKeysAndOpenPagesAreNotCounted() {
		Answer refused = this.client.send(request("/connections").header("x-api-key", this.apiKey)
			.header("x-brand-key", "no-such-brand")
			.build());
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.header("RateLimit")).isEmpty();
		assertThat(this.client.open("/actuator/health").header("RateLimit")).isEmpty();
		assertThat(get("first-brand", "/connections").header("RateLimit")).contains("r=599");
	}

	/** One refills each second of the wall clock, so a few more may be needed. */
	private Answer exhaust() {
		Answer answer = get("first-brand", "/connections?limit=1");
		for (int i = 0; i < 10 * BURST && answer.status() == 200; i++) {
			answer = get("first-brand", "/connections?limit=1");
		}
		return answer;
	}

	private Answer get(String brand, String path) {
		return this.client.send(request(path).header("x-api-key", this.apiKey).header("x-brand-key", brand).build());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1" + path))
			.header("Content-Type", "application/json");
	}

	private static int remaining(Answer answer) {
		return Integer.parseInt(answer.header("RateLimit").replaceAll(".*r=(\\d+);.*", "$1"));
	}

}
