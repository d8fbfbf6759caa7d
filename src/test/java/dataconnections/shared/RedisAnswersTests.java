package dataconnections.shared;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dataconnections.MovableClock;
import dataconnections.RedisServer;
import dataconnections.secret.EncryptionKey;
import dataconnections.secret.KeyRing;
import dataconnections.source.SharedAnswer;
import dataconnections.source.SharedPlace;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisAnswersTests {

	private static final EncryptionKey KEY = EncryptionKey.random();

	private static final SharedPlace PLACE = new SharedPlace(UUID.randomUUID(), UUID.randomUUID(), 7,
			"\"ada@example.com\"\n");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final ClientResources RESOURCES = ClientResources.builder()
		.reconnectDelay(SharedConfiguration.RECONNECT)
		.build();

	private static RedisServer server;

	private final AtomicLong nanos = new AtomicLong();

	private final MovableClock clock = new MovableClock();

	private LettuceConnectionFactory redis;

	private RedisAnswers answers;

	@BeforeAll
	static void startServer() {
		server = RedisServer.start();
	}

	@AfterAll
	static void stopServer() {
		RESOURCES.shutdown(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
		if (server != null) {
			server.close();
		}
	}

	@BeforeEach
	void connect() {
		this.redis = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", server.port()),
				LettuceClientConfiguration.builder()
					.clientOptions(ClientOptions.builder()
						.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
						.build())
					.clientResources(RESOURCES)
					.shutdownTimeout(Duration.ZERO)
					.build());
		this.redis.afterPropertiesSet();
		this.redis.start();
		try (RedisConnection connection = this.redis.getConnection()) {
			connection.serverCommands().flushAll();
		}
		this.answers = answers(this.clock, Duration.ofSeconds(10));
	}

	@AfterEach
	void disconnect() {
		this.redis.destroy();
	}

	@Test
	void whatOneReplicaKeepsAnotherFindsWithItsAge() {
		keep(PLACE, "{\"name\":\"Ada\"}");
		MovableClock later = new MovableClock();
		later.move(Duration.ofSeconds(42));
		assertThat(answers(later, Duration.ofSeconds(10)).find(List.of(PLACE)).get(PLACE)).satisfies((found) -> {
			assertThat(found.json()).asString(StandardCharsets.UTF_8).isEqualTo("{\"name\":\"Ada\"}");
			assertThat(found.upstreamStatus()).isEqualTo(201);
			assertThat(found.age()).isEqualTo(Duration.ofSeconds(42));
		});
	}

	@Test
	void itLivesAsLongAsItMayBeOfUse() {
		keep(PLACE, "{}");
		try (RedisConnection connection = this.redis.getConnection()) {
			assertThat(connection.keyCommands().pTtl(names().getFirst(), TimeUnit.MILLISECONDS)).isBetween(1L,
					MINUTE.toMillis());
		}
	}

	@Test
	void clockThatIsBehindByTwoSecondsOrMoreIsNotTrusted() {
		keep(PLACE, "{}");
		this.clock.move(AnswerSeal.MAX_SKEW.negated().plusMillis(1));
		assertThat(this.answers.find(List.of(PLACE))).hasEntrySatisfying(PLACE,
				(found) -> assertThat(found.age()).isLessThan(Duration.ofMillis(1)));
		this.clock.move(Duration.ofMillis(-1));
		assertThat(this.answers.find(List.of(PLACE))).isEmpty();
	}

	@Test
	void otherBrandConnectionGenerationOrValuesFindNothing() {
		keep(PLACE, "{}");
		List<SharedPlace> others = List.of(
				new SharedPlace(UUID.randomUUID(), PLACE.connectionId(), PLACE.generation(), PLACE.values()),
				new SharedPlace(PLACE.brandId(), UUID.randomUUID(), PLACE.generation(), PLACE.values()),
				new SharedPlace(PLACE.brandId(), PLACE.connectionId(), PLACE.generation() + 1, PLACE.values()),
				new SharedPlace(PLACE.brandId(), PLACE.connectionId(), PLACE.generation(), "\"bob@example.com\"\n"));
		assertThat(this.answers.find(others)).isEmpty();
		// Whoever can write to the server cannot pass one answer off as another either.
		others.forEach((other) -> {
			move(PLACE, other);
			assertThat(this.answers.find(List.of(other))).isEmpty();
			move(other, PLACE);
		});
		assertThat(this.answers.find(List.of(PLACE))).hasSize(1);
	}

	@Test
	void serverHoldsNothingThatCanBeReadOrMadeUp() {
		keep(PLACE, "{\"name\":\"Ada Lovelace\"}");
		try (RedisConnection connection = this.redis.getConnection()) {
			byte[] name = names().getFirst();
			byte[] value = Objects.requireNonNull(connection.stringCommands().get(name));
			assertThat(new String(name, StandardCharsets.ISO_8859_1)).doesNotContain("ada", "example");
			assertThat(new String(value, StandardCharsets.ISO_8859_1)).doesNotContain("Ada", "Lovelace", "name");
			for (byte[] forged : List.of(new byte[0], "{\"name\":\"Eve\"}".getBytes(StandardCharsets.UTF_8))) {
				connection.stringCommands().set(name, forged);
				assertThat(this.answers.find(List.of(PLACE))).isEmpty();
			}
		}
	}

	@Test
	void manyAreFoundTogetherAndLargeOnesAreNotKept() {
		List<SharedPlace> places = IntStream.range(0, 250)
			.mapToObj((n) -> new SharedPlace(PLACE.brandId(), PLACE.connectionId(), 0, "v" + n))
			.toList();
		places.subList(0, 249)
			.forEach((place) -> this.answers.keep(place, answer("\"" + place.values() + "\""), MINUTE));
		await().until(() -> names().size() == 249);
		this.answers.keep(places.getLast(), answer("x".repeat(RedisAnswers.MAX_BYTES + 1)), MINUTE);
		Map<SharedPlace, SharedAnswer> found = this.answers.find(places);
		assertThat(found).hasSize(249);
		found.forEach((place, answer) -> assertThat(answer.json()).asString(StandardCharsets.UTF_8)
			.isEqualTo("\"" + place.values() + "\""));
	}

	@Test
	void droppedAnswerIsGone() {
		keep(PLACE, "{}");
		this.answers.drop(PLACE);
		await().until(() -> this.answers.find(List.of(PLACE)).isEmpty());
	}

	@Test
	void serverThatSaysNothingIsLeftAloneForAWhile() {
		keep(PLACE, "{}");
		RedisAnswers hasty = answers(this.clock, Duration.ofMillis(50));
		server.freeze();
		try {
			assertThat(hasty.find(List.of(PLACE))).isEmpty();
		}
		finally {
			server.thaw();
		}
		assertThat(hasty.find(List.of(PLACE))).as("not tried").isEmpty();
		this.nanos.addAndGet(Patience.REST.toNanos());
		await().until(() -> {
			this.nanos.addAndGet(Patience.REST.toNanos());
			return hasty.find(List.of(PLACE)).size() == 1;
		});
	}

	@Test
	void serverThatIsDownIsNoFailureAndIsUsedWhenItIsBack() {
		keep(PLACE, "{}");
		server.kill();
		try {
			assertThat(this.answers.find(List.of(PLACE))).isEmpty();
			this.answers.keep(PLACE, answer("{}"), MINUTE);
			this.answers.drop(PLACE);
		}
		finally {
			server.startAgain();
		}
		await().until(() -> {
			this.nanos.addAndGet(Patience.REST.toNanos());
			this.answers.keep(PLACE, answer("{}"), MINUTE);
			return this.answers.find(List.of(PLACE)).size() == 1;
		});
	}

	private void keep(SharedPlace place, String json) {
		int before = names().size();
		this.answers.keep(place, answer(json), MINUTE);
		await().until(() -> names().size() > before);
	}

	private void move(SharedPlace from, SharedPlace to) {
		AnswerSeal seal = new AnswerSeal(KeyRing.of(KEY), this.clock);
		try (RedisConnection connection = this.redis.getConnection()) {
			connection.keyCommands().rename(seal.name(from), seal.name(to));
		}
	}

	private List<byte[]> names() {
		try (RedisConnection connection = this.redis.getConnection()) {
			return List
				.copyOf(Objects.requireNonNull(connection.keyCommands().keys("*".getBytes(StandardCharsets.US_ASCII))));
		}
	}

	private RedisAnswers answers(MovableClock clock, Duration timeout) {
		return new RedisAnswers(this.redis, new AnswerSeal(KeyRing.of(KEY), clock),
				new Patience(timeout, this.nanos::get));
	}

	private static SharedAnswer answer(String json) {
		return new SharedAnswer(json.getBytes(StandardCharsets.UTF_8), 201, Duration.ZERO);
	}

}
