package dataconnections.problem;

import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param loc where: names and indexes from the outside in, such as
 * {@code ["body", "data", 17, "user_id"]}
 * @param msg what is wrong, and what would be right, for a person
 * @param type the same for a machine; a stable word
 */
public record Violation(List<Object> loc, String msg, String type) {

	public Violation {
		loc = List.copyOf(loc);
	}

	/**
	 * A violation in the request's body.
	 * @param type the stable word
	 * @param msg the sentence
	 * @param path the place inside the body
	 * @return the violation
	 */
	public static Violation body(String type, String msg, Object... path) {
		return at("body", type, msg, path);
	}

	/**
	 * A violation in a query parameter.
	 * @param type the stable word
	 * @param msg the sentence
	 * @param name the parameter
	 * @return the violation
	 */
	public static Violation query(String type, String msg, String name) {
		return at("query", type, msg, name);
	}

	/**
	 * A violation in a request header.
	 * @param type the stable word
	 * @param msg the sentence
	 * @param name the header
	 * @return the violation
	 */
	public static Violation header(String type, String msg, String name) {
		return at("header", type, msg, name);
	}

	private static Violation at(String part, String type, String msg, Object... path) {
		List<Object> loc = new java.util.ArrayList<>(path.length + 1);
		loc.add(part);
		loc.addAll(List.of(path));
		return new Violation(loc, msg, type);
	}

}
