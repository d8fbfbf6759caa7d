package dataconnections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

/** The document for developers shows the rooms and the arrows that there are. */
class ArchitectureDocumentTests {

	private static final Path DOCUMENT = Path.of("docs/architecture.md");

	private static final Pattern BLOCK = Pattern.compile("(?s)(<!-- rooms: begin[^>]*-->\n).*?(<!-- rooms: end -->)");

	@Test
	void documentShowsTheRoomsAsTheyAre() throws IOException {
		String committed = Files.readString(DOCUMENT);
		String rooms = new Rooms(Room.all(ApplicationModules.of(DataConnectionsApplication.class))).markdown();
		String current = BLOCK.matcher(committed).replaceFirst("$1" + Matcher.quoteReplacement(rooms) + "$2");
		if ("architecture".equals(System.getProperty("update"))) {
			Files.writeString(DOCUMENT, current);
			committed = current;
		}
		assertThat(BLOCK.matcher(committed).results()).as("the two markers in " + DOCUMENT).hasSize(1);
		assertThat(committed)
			.as("%s is stale: run ./mvnw test -Dtest=ArchitectureDocumentTests -Dupdate=architecture and commit it",
					DOCUMENT)
			.isEqualTo(current);
	}

	@Test
	void arrowsThatOthersImplyAreNotDrawn() {
		Rooms rooms = new Rooms(List.of(new Room("a", "A.", List.of("b", "c")), new Room("b", "B.", List.of("c")),
				new Room("c", "C.", List.of())));
		assertThat(rooms.markdown()).isEqualTo("""
				```mermaid
				flowchart TD
				    a --> b
				    b --> c
				```

				| Room | Its sentence | Uses |
				|---|---|---|
				| `a` | A. | `b`, `c` |
				| `b` | B. | `c` |
				| `c` | C. | |
				""");
	}

	@Test
	void roomWithoutArrowsIsDrawnAlone() {
		assertThat(new Rooms(List.of(new Room("a", "A.", List.of()))).markdown()).contains("flowchart TD\n    a\n");
	}

}
