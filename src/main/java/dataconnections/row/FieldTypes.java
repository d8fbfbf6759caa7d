package dataconnections.row;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which fields rows have and of which types, gathered as they pass. Bounded: past
 * {@value #MAX_FIELDS} names, further ones are not remembered.
 */
public final class FieldTypes {

	static final int MAX_FIELDS = 2_000;

	/** The types of a JSON value, with integers told from other numbers. */
	public enum Type {

		STRING, INTEGER, NUMBER, BOOLEAN, OBJECT, ARRAY, NULL;

		/**
		 * The name that JSON Schema has for the type.
		 * @return the name
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	private final Map<String, Set<Type>> fields = new LinkedHashMap<>();

	/**
	 * Remembers that a row has such a field.
	 * @param name the field
	 * @param type the type of its value
	 */
	public void add(String name, Type type) {
		@Nullable Set<Type> types = this.fields.get(name);
		if (types != null) {
			types.add(type);
		}
		else if (this.fields.size() < MAX_FIELDS) {
			this.fields.put(name, EnumSet.of(type));
		}
	}

	/**
	 * Remembers all that another gathering has seen.
	 * @param other the other
	 * @return whether there was anything new in it
	 */
	boolean addAll(FieldTypes other) {
		int before = weight();
		other.fields.forEach((name, types) -> types.forEach((type) -> add(name, type)));
		return weight() != before;
	}

	/**
	 * What has been seen, in the order of first sight.
	 * @return field to types
	 */
	public Map<String, Set<Type>> fields() {
		return this.fields;
	}

	private int weight() {
		return this.fields.values().stream().mapToInt((types) -> types.size() + 1).sum();
	}

}
