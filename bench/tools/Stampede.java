import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The same request many times at once.
 *
 * <pre>
 * java Stampede.java TIMES URL BODY API-KEY BRAND-KEY
 * </pre>
 *
 * Says how many answers were no 200, and how many different bodies came.
 */
public class Stampede {

	public static void main(String[] args) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(args[1]))
			.header("Content-Type", "application/json")
			.header("x-api-key", args[3])
			.header("x-brand-key", args[4])
			.POST(BodyPublishers.ofString(args[2]))
			.build();
		Set<String> bodies = ConcurrentHashMap.newKeySet();
		List<CompletableFuture<Boolean>> calls = new ArrayList<>();
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			for (int i = 0; i < Integer.parseInt(args[0]); i++) {
				calls.add(client.sendAsync(request, BodyHandlers.ofString())
					.thenApply((answer) -> good(answer, bodies))
					.exceptionally((failure) -> false));
			}
			long bad = calls.stream().filter((call) -> !call.join()).count();
			System.out.println(bad + " " + bodies.size());
		}
	}

	private static boolean good(HttpResponse<String> answer, Set<String> bodies) {
		bodies.add(answer.body());
		return answer.statusCode() == 200;
	}

}
