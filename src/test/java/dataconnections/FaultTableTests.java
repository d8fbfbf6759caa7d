package dataconnections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages on faults and guards name is there. */
class FaultTableTests {

	private static final Pattern CASE = Pattern.compile("\\| E(\\d)\\.(\\d+) .*");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:\\.(\\w+))?`");

	@Test
	void everyCaseHasItsLineWithTestsOrAReason() throws IOException {
		List<String> lines = Files.readAllLines(Path.of("docs/faults.md"))
			.stream()
			.filter((line) -> CASE.matcher(line).matches())
			.toList();
		assertThat(lines).extracting(FaultTableTests::number)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 86).boxed().toList());
		assertThat(lines).allMatch((line) -> TEST.matcher(line).find() || line.endsWith("| does not apply |")
				|| line.endsWith("| not yet |") || line.endsWith("| the [guards](reliability.md#guards) |"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/faults.md", "docs/reliability.md" })
	void everyTestThatIsNamedExists(String page) throws IOException {
		Map<String, String> tests = tests();
		List<String> missing = TEST.matcher(Files.readString(Path.of(page)))
			.results()
			.filter((named) -> !tests.getOrDefault(named.group(1), "")
				.matches("(?s).*\\b" + ((named.group(2) != null) ? named.group(2) + "\\(" : "class") + ".*"))
			.map((named) -> named.group())
			.toList();
		assertThat(missing).isEmpty();
	}

	private static int number(String line) {
		Matcher matcher = CASE.matcher(line);
		return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
	}

	/** The source of each class of tests; of those with one name, of all. */
	private static Map<String, String> tests() throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
			Map<String, String> tests = new TreeMap<>();
			for (Path source : sources.filter((path) -> path.toString().endsWith("Tests.java")).toList()) {
				String name = String.valueOf(source.getFileName()).replace(".java", "");
				tests.merge(name, Files.readString(source), String::concat);
			}
			return tests;
		}
	}

}
