package dataconnections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * A room as a reader should know it.
 *
 * @param name its name
 * @param sentence what it is for, from its package-info
 * @param uses the rooms that it uses
 */
record Room(String name, String sentence, List<String> uses) {

	private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

	static List<Room> all(ApplicationModules modules) {
		return modules.stream()
			.map((module) -> new Room(module.getDisplayName(), sentence(module), uses(module, modules)))
			.sorted(Comparator.comparing(Room::name))
			.toList();
	}

	private static List<String> uses(ApplicationModule module, ApplicationModules modules) {
		return module.getDirectDependencies(modules)
			.uniqueModules()
			.map(ApplicationModule::getDisplayName)
			.sorted()
			.toList();
	}

	private static String sentence(ApplicationModule module) {
		Path source = Path.of("src/main/java", module.getBasePackage().getName().replace('.', '/'),
				"package-info.java");
		try {
			Matcher javadoc = JAVADOC.matcher(Files.readString(source));
			if (!javadoc.find()) {
				throw new IllegalStateException("No sentence in " + source + ": say what the room is for.");
			}
			return javadoc.group(1).replaceAll("\\s*\n\\s*\\*?\\s*", " ").strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
