package dataconnections.emarsys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The reference fields of one contact. Two with the same values are the same.
 *
 * @param fields name to value, in the order sent
 */
record ParameterSet(Map<String, Scalar> fields) {

	ParameterSet {
		fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
	}

	@Nullable Scalar get(String name) {
		return this.fields.get(name);
	}

	/** Whether it can be echoed: a text that was cut within a character cannot. */
	boolean isWhole() {
		return this.fields.values().stream().allMatch((value) -> Scalar.isWhole(value.text()));
	}

}
