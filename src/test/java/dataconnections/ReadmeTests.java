package dataconnections;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's commands are sent to the service, with its example of an upstream, and
 * must be answered as it shows, but for ids, times and cursors.
 */
@ServiceTest
class ReadmeTests {

	private static final Pattern EXAMPLE = Pattern.compile("```sh\n([^`]+)```\n```(?:json)?\n([^`]+)```");

	/** A command of one line, but for what it has in quotes. */
	private static final Pattern COMMAND = Pattern.compile("(?m)^(?:[^'\n]|'[^']*')+$");

	private static final Pattern CALL = Pattern.compile(
			"dc (-i )?(?:-X +(\\w+) +)?\"?\\$(U|\\{U%/connections})([^ \"]*)\"?(?: -d '([^']*)')?(?: \\| grep .*)?");

	private static final Pattern FILE = Pattern.compile("printf '([^']+)' > (\\S+)");

	private static final Pattern FORM = Pattern.compile("curl .* -F file=@(\\S+) \"\\$U(\\S+)\"");

	private static final Pattern VARIABLE = Pattern.compile("(\\w+)=[0-9a-f-]{36}   # yours");

	private static final Pattern CHANGING = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
			+ "|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|(?<=\"next_cursor\":\")[^\"]+|(?<=Age: )\\d+"
			+ "|dc_[A-Za-z0-9_-]{5,}|(?<=\"api_key\":\")[^\"]+");

	private static final String UPSTREAM = "http://127.0.0.1:9090";

	@Autowired
	private Client client;

	private final Map<String, String> ids = new LinkedHashMap<>();

	private final Map<String, String> files = new LinkedHashMap<>();

	private String created = "";

	@Test
	void commandsAreAnsweredAsShown() throws IOException {
		Process upstream = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"examples/Upstream.java", "0")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = upstream.inputReader(StandardCharsets.UTF_8)) {
			String address = Objects.requireNonNull(output.readLine(), "examples/Upstream.java did not start");
			List<MatchResult> examples = EXAMPLE.matcher(Files.readString(Path.of("README.md"))).results().toList();
			assertThat(examples).hasSizeGreaterThanOrEqualTo(8);
			examples.forEach((example) -> check(example.group(1), example.group(2).lines().toList(), address));
		}
		finally {
			upstream.destroy();
		}
	}

	private void check(String commands, List<String> shown, String upstream) {
		List<String> answered = new ArrayList<>();
		COMMAND.matcher(commands).results().map(MatchResult::group).forEach((command) -> {
			Matcher variable = VARIABLE.matcher(command);
			Matcher call = CALL.matcher(command);
			if (variable.matches()) {
				this.ids.put(variable.group(1), this.created);
			}
			else if (call.matches()) {
				answered.addAll(lines(call, upstream));
			}
			else {
				answered.addAll(other(command, shown.get(answered.size())));
			}
		});
		assertThat(answered).as(commands).hasSameSizeAs(shown);
		for (int i = 0; i < shown.size(); i++) {
			assertThat(comparable(answered.get(i))).as(commands).isEqualTo(comparable(shown.get(i)));
		}
	}

	/**
	 * A file is written and sent as a form; the one command that is not sent asks for a
	 * token.
	 */
	private List<String> other(String command, String shown) {
		Matcher file = FILE.matcher(command);
		if (file.matches()) {
			this.files.put(file.group(2), file.group(1).replace("\\n", "\n"));
			return List.of();
		}
		Matcher form = FORM.matcher(command);
		if (!form.matches()) {
			assertThat(command).as("a command that the test knows").contains("/oauth/token");
			return List.of(shown);
		}
		String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + form.group(1)
				+ "\"\r\nContent-Type: text/csv\r\n\r\n" + this.files.get(form.group(1)) + "\r\n--b--\r\n";
		return List.of(
				this.client
					.send("POST", "/connections" + filled(form.group(2)), "multipart/form-data; boundary=b",
							body.getBytes(StandardCharsets.UTF_8))
					.body());
	}

	private String filled(String path) {
		String filled = path;
		for (Map.Entry<String, String> id : this.ids.entrySet()) {
			filled = filled.replace("$" + id.getKey(), id.getValue());
		}
		return filled;
	}

	private List<String> lines(Matcher call, String upstream) {
		Answer answer = send(call, upstream);
		String body = answer.body().replace(upstream, UPSTREAM);
		JsonNode json = body.isEmpty() ? JsonMapper.shared().nullNode() : JsonMapper.shared().readTree(body);
		this.created = json.path("reference_uuid")
			.asString(json.path("data_connection_uuid").asString(json.path("key_uuid").asString(this.created)));
		List<String> lines = new ArrayList<>();
		if (call.group(1) != null) {
			lines.add("X-Cache: " + answer.header("X-Cache"));
			lines.add("Age: " + answer.header("Age"));
		}
		body.lines().forEach(lines::add);
		return lines;
	}

	private Answer send(Matcher call, String upstream) {
		String path = (call.group(3).equals("U") ? "/connections" : "") + filled(call.group(4));
		String method = (call.group(5) != null) ? "POST" : "GET";
		String body = Objects.requireNonNullElse(call.group(5), "").replace(UPSTREAM, upstream);
		return this.client.send(HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.client.port() + "/api/data-connections/v1" + path))
			.method(Objects.requireNonNullElse(call.group(2), method), HttpRequest.BodyPublishers.ofString(body))
			.header("x-api-key", Client.API_KEY)
			.header("x-brand-key", Client.BRAND_KEY)
			.header("Content-Type", "application/json")
			.build());
	}

	private static Object comparable(String line) {
		String same = CHANGING.matcher(line).replaceAll("…");
		return same.startsWith("{") || same.startsWith("[") ? JsonMapper.shared().readTree(same) : same;
	}

}
