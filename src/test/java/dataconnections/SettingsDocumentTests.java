package dataconnections;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents name every setting there is, no other, and its default. */
class SettingsDocumentTests {

	private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z.-]+)` \\| (.*?) \\|");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** Read where there are no settings objects. */
	private static final Map<String, String> OTHERS = Map.of("data-connections.local-directory", "`.local`",
			"data-connections.tracing.enabled", "`false`", "data-connections.keys.last-used-interval", "`1m`");

	@Test
	void everySettingIsDocumentedWithItsDefault() throws IOException {
		Map<String, String> documented = rows("docs/settings.md");
		Map<String, String> settings = settings();
		assertThat(settings).hasSizeGreaterThan(30);
		assertThat(documented.keySet().stream().filter((name) -> name.startsWith("data-connections.")))
			.as("describe each setting in docs/settings.md")
			.containsExactlyInAnyOrderElementsOf(settings.keySet());
		settings.forEach((name, value) -> {
			if (!value.isEmpty()) {
				assertThat(documented.get(name)).as(name).isEqualTo(value);
			}
		});
	}

	@Test
	void whatIsSetOfSpringIsDocumentedAsItIs() throws IOException {
		Map<String, String> documented = rows("docs/settings.md");
		Properties set = new Properties();
		try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
			set.load(Objects.requireNonNull(file));
		}
		assertThat(documented.keySet()).contains("server.tomcat.max-connections", "server.tomcat.accept-count");
		documented.forEach((name, value) -> {
			if (set.containsKey(name)) {
				assertThat(value).as(name).isEqualTo("`" + set.getProperty(name) + "`");
			}
		});
	}

	@Test
	void readmeAndLimitsSayTheSame() throws IOException {
		Map<String, String> all = rows("docs/settings.md");
		Map<String, String> few = rows("README.md");
		assertThat(few).hasSizeBetween(5, 15);
		few.forEach((name, value) -> assertThat(value).as(name).isEqualTo(all.get(name)));
		assertThat(CODE.matcher(Files.readString(Path.of("docs/limits.md")))
			.results()
			.map((code) -> code.group(1))
			.filter((code) -> code.startsWith("data-connections.") || code.startsWith("server.tomcat."))).isNotEmpty()
			.allMatch(all::containsKey, "is a setting");
	}

	private static Map<String, String> settings() throws IOException {
		Map<String, String> settings = new TreeMap<>(OTHERS);
		try (InputStream file = SettingsDocumentTests.class.getResourceAsStream(METADATA)) {
			for (JsonNode property : JsonMapper.shared().readTree(Objects.requireNonNull(file)).path("properties")) {
				JsonNode value = property.path("defaultValue");
				settings.put(property.path("name").asString(),
						value.isMissingNode() ? "" : "`" + value.asString() + "`");
			}
		}
		return settings;
	}

	private static Map<String, String> rows(String document) throws IOException {
		Map<String, String> rows = new TreeMap<>();
		TreeSet<String> twice = new TreeSet<>();
		ROW.matcher(Files.readString(Path.of(document))).results().forEach((MatchResult row) -> {
			if (rows.put(row.group(1), row.group(2)) != null) {
				twice.add(row.group(1));
			}
		});
		assertThat(twice).as("settings that are there twice in %s", document).isEmpty();
		return rows;
	}

}
