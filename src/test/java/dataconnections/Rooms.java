package dataconnections;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

/** The rooms as a diagram and a table, in Markdown. */
class Rooms {

	private final List<Room> rooms;

	private final Map<String, Room> byName;

	Rooms(List<Room> rooms) {
		this.rooms = rooms;
		this.byName = rooms.stream().collect(toMap(Room::name, Function.identity()));
	}

	String markdown() {
		return "```mermaid\nflowchart TD\n" + this.rooms.stream().flatMap(this::lines).collect(joining()) + "```\n\n"
				+ "| Room | Its sentence | Uses |\n|---|---|---|\n"
				+ this.rooms.stream().map(Rooms::row).collect(joining());
	}

	private Stream<String> lines(Room room) {
		List<String> arrows = room.uses().stream().filter((used) -> !isImplied(room, used)).toList();
		return arrows.isEmpty() && !isUsed(room) ? Stream.of("    " + room.name() + "\n")
				: arrows.stream().map((used) -> "    " + room.name() + " --> " + used + "\n");
	}

	private boolean isUsed(Room room) {
		return this.rooms.stream().anyMatch((other) -> other.uses().contains(room.name()));
	}

	private boolean isImplied(Room room, String used) {
		return room.uses()
			.stream()
			.filter((between) -> !between.equals(used))
			.anyMatch((between) -> reached(between, new HashSet<>()).contains(used));
	}

	private Set<String> reached(String from, Set<String> seen) {
		Room room = this.byName.get(from);
		if (room != null) {
			room.uses().stream().filter(seen::add).forEach((next) -> reached(next, seen));
		}
		return seen;
	}

	private static String row(Room room) {
		String uses = room.uses().stream().map((used) -> "`" + used + "`").collect(joining(", "));
		return "| `" + room.name() + "` | " + room.sentence() + " |" + (uses.isEmpty() ? "" : " " + uses) + " |\n";
	}

}
