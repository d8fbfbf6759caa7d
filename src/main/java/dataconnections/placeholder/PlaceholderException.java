package dataconnections.placeholder;

import java.util.List;

/**
 * Values that cannot fill a request: missing, not asked for, or unfit for their place.
 */
public class PlaceholderException extends RuntimeException {

	private final List<Refusal> refusals;

	private final long count;

	PlaceholderException(List<Refusal> refusals, long count) {
		super(refusals.getFirst().sentence(), null, false, false);
		this.refusals = List.copyOf(refusals);
		this.count = count;
	}

	/**
	 * Refuses one value for a reason that only the one who fills the request knows.
	 * @param refusal the reason
	 * @return the exception
	 */
	public static PlaceholderException of(Refusal refusal) {
		return new PlaceholderException(List.of(refusal), 1);
	}

	/**
	 * What is wrong, one for each value.
	 * @return the first hundred, in the same order for the same request
	 */
	public List<Refusal> refusals() {
		return this.refusals;
	}

	/**
	 * How many refusals there are in all.
	 * @return the number
	 */
	public long count() {
		return this.count;
	}

}
