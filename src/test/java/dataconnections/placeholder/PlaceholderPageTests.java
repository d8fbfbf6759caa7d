package dataconnections.placeholder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Runs the examples of the page that tells users of the API about placeholders. */
class PlaceholderPageTests {

	private static final Path PAGE = Path.of("docs/placeholders.md");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.+)` \\| `(.+)` \\| (refused: )?`(.*)` \\|$");

	static List<Example> examples() throws IOException {
		return ROW.matcher(Files.readString(PAGE))
			.results()
			.map((row) -> new Example(row.group(1), row.group(2), row.group(3) != null, row.group(4)))
			.toList();
	}

	@Test
	void everyRowOfATableWithValuesIsAnExample() throws IOException {
		long rows = Files.readAllLines(PAGE)
			.stream()
			.filter((line) -> line.startsWith("| `") && line.contains("` | `"))
			.count();
		assertThat(examples()).hasSizeGreaterThan(25).hasSize((int) rows);
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleDoesWhatThePageSays(Example example) {
		if (!example.refused()) {
			assertThat(example.fill()).isEqualTo(example.result());
			return;
		}
		switch (catchThrowable(example::fill)) {
			case InvalidTemplateException invalid -> assertThat(invalid.type()).isEqualTo(example.result());
			case PlaceholderException refused ->
				assertThat(refused.refusals()).extracting(Refusal::type).containsExactly(example.result());
			case null, default -> throw new AssertionError(example + " is not refused");
		}
	}

	@Test
	void limitsAreThoseOfTheCode() throws IOException {
		assertThat(Files.readString(PAGE)).contains("at most %,d characters".formatted(Value.MAX_CHARACTERS),
				"%,d characters, so".formatted(UrlTemplate.MAX_CHARACTERS),
				"body has %,d".formatted(BodyTemplate.MAX_CHARACTERS), JsonSize.MAX_DEPTH + " deep at most");
	}

	record Example(String template, String values, boolean refused, String result) {

		String fill() {
			PlaceholderValues given = this.values.startsWith("[") ? Requests.keys("ids", this.values)
					: Requests.given(this.values);
			if (this.template.startsWith("http")) {
				return Requests.fillUrl(this.template, given);
			}
			return isJson() ? Requests.fillBody(this.template, given) : Requests.fillHeader(this.template, given);
		}

		private boolean isJson() {
			try {
				Requests.json(this.template);
				return true;
			}
			catch (JacksonException ex) {
				return false;
			}
		}

	}

}
