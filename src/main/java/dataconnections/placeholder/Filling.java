package dataconnections.placeholder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One filling of a request. Each value is read once, however often it is used, and is
 * refused once.
 */
final class Filling {

	private final Map<String, Optional<Value>> values = new HashMap<>();

	private final Refusals refusals = new Refusals();

	Filling(Set<String> names, PlaceholderValues given) {
		names.forEach((name) -> this.values.put(name, read(name, given)));
		given.names().filter((name) -> !names.contains(name)).map(Refusal::unknown).forEach(this.refusals::add);
	}

	/**
	 * Uses a value.
	 * @param <T> what it is made into
	 * @param name its placeholder
	 * @param limit how long its surroundings may become
	 * @param use what is made of it, with an {@link UnfitException} if it does not fit
	 * @param otherwise what stands for a value that is refused
	 * @return what was made of it
	 */
	<T> T use(String name, Limit limit, Function<Value, T> use, T otherwise) {
		Optional<Value> value = value(name);
		if (value.isEmpty() || limit.isExceeded()) {
			return otherwise;
		}
		try {
			return use.apply(value.get());
		}
		catch (UnfitException ex) {
			refuse(name, ex);
			return otherwise;
		}
	}

	void refuse(String name, UnfitException fault) {
		this.values.put(name, Optional.empty());
		this.refusals.add(Refusal.of(name, fault));
	}

	boolean isRefused(String name) {
		return value(name).isEmpty();
	}

	void throwIfRefused() {
		this.refusals.throwIfAny();
	}

	private Optional<Value> value(String name) {
		return this.values.getOrDefault(name, Optional.empty());
	}

	private Optional<Value> read(String name, PlaceholderValues given) {
		@Nullable JsonNode value = given.value(name);
		@Nullable List<JsonNode> keys = given.keys(name);
		if (keys != null && value != null) {
			return refused(Refusal.duplicate(name));
		}
		if (keys != null) {
			return keys(name, keys);
		}
		if (value == null) {
			return refused(Refusal.missing(name));
		}
		try {
			return Optional.of(Value.of(value));
		}
		catch (UnfitException ex) {
			return refused(Refusal.of(name, ex));
		}
	}

	private Optional<Value> keys(String name, List<JsonNode> keys) {
		if (keys.isEmpty()) {
			return refused(
					Refusal.of(name, new UnfitException("keys_empty", "is an empty list: send at least one key.")));
		}
		List<Value.Scalar> good = new ArrayList<>(keys.size());
		for (int i = 0; i < keys.size(); i++) {
			try {
				good.add(key(keys.get(i)));
			}
			catch (UnfitException ex) {
				this.refusals.add(Refusal.ofKey(name, i, ex));
			}
		}
		return (good.size() == keys.size()) ? Optional.of(new Value.Keys(good)) : Optional.empty();
	}

	private static Value.Scalar key(JsonNode key) {
		return switch (Value.of(key)) {
			case Value.Scalar scalar -> scalar;
			case Value.Structure _, Value.Keys _ -> throw new UnfitException("key_type",
					"is null, an array or an object: send a string, a number or a boolean.");
		};
	}

	private Optional<Value> refused(Refusal refusal) {
		this.refusals.add(refusal);
		return Optional.empty();
	}

}
