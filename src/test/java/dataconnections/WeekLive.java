package dataconnections;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dataconnections.Client.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A client that looks up at an API that is slow, fails or hangs up now and then, and is
 * given what belongs to its key or told that there is none.
 */
final class WeekLive implements Runnable {

	private final Week week;

	private final String connection;

	private final Random random;

	WeekLive(Week week, FakeApi api, Random random) {
		this.week = week;
		this.random = random;
		this.connection = api.connection("/{id}", "{\"ttl\":1,\"timeout\":2,\"retries\":1,\"stale_if_error\":5}");
		api.then((call) -> {
			api.calls().clear();
			return answer(call, random.nextInt(100));
		});
	}

	@Override
	public void run() {
		while (!this.week.isOver()) {
			int key = this.random.nextInt(50);
			switch (this.random.nextInt(10)) {
				case 0 -> this.week.send("DELETE", this.connection + "/cache", "")
					.ifPresent((answer) -> this.week.judge().acknowledge("DELETE cache", answer, 204));
				case 1, 2 -> many(key);
				case 3 -> this.week
					.send("POST", this.connection + "/external-content/emarsys",
							"{\"parameters\":[{\"id\":\"" + key + "\"}],\"fields\":[\"of\"],\"limit\":1}")
					.ifPresent((answer) -> check(key, answer, answer.json().at("/content/0/of")));
				default -> this.week.send("POST", this.connection + "/query", "{\"primary_key\":" + key + "}")
					.ifPresent((answer) -> check(key, answer, answer.json().at("/data/of")));
			}
			this.week.pause(this.random);
		}
	}

	private void many(int key) {
		Optional<Answer> answer = this.week.send("POST", this.connection + "/api_batch_query",
				"{\"primary_keys\":[" + key + "," + (key + 50) + "]}");
		answer.ifPresent((known) -> {
			this.week.findings()
				.check(known.status() == 200 && known.json().path("results").size() == 2,
						"Two keys at the API: " + known.status() + " " + known.body());
			check(key, known, known.json().at("/results/0/data/of"));
			check(key + 50, known, known.json().at("/results/1/data/of"));
		});
	}

	private void check(int key, Answer answer, JsonNode found) {
		this.week.findings().count("compared: answers of the API");
		this.week.findings()
			.check(found.isMissingNode() || found.asString().equals("key " + key),
					"The API's answer for " + key + " is " + answer.body());
	}

	private static FakeApi.Given answer(FakeApi.Call call, int mood) {
		if (mood < 2) {
			throw new IllegalStateException("hangs up");
		}
		if (mood < 10) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300L * mood));
		}
		String key = call.line().substring(call.line().lastIndexOf('/') + 1);
		return (mood < 94) ? new FakeApi.Given(200, "{\"of\":\"key " + key + "\"}", Map.of())
				: new FakeApi.Given((mood < 97) ? 500 : 404, "", Map.of());
	}

}
