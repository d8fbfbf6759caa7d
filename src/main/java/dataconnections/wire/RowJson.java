package dataconnections.wire;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.csv.CsvFactory;

/**
 * How rows are read: strictly, within bounds, and with repeated members, of which JSONB
 * keeps the last.
 */
public final class RowJson {

	static final int MAX_DEPTH = 500;

	/**
	 * The longest name of a member, in characters. Parsers keep the names that they have
	 * seen.
	 */
	public static final int MAX_NAME = 2_048;

	static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(MAX_DEPTH)
		.maxNumberLength(150_000)
		.maxStringLength(64 * 1024 * 1024)
		.maxNameLength(MAX_NAME)
		.build();

	private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

	private RowJson() {
	}

	/**
	 * The factory for parsers and generators of rows.
	 * @return the factory
	 */
	public static JsonFactory factory() {
		return FACTORY;
	}

	/**
	 * A factory for parsers of many rows, which hold no text in memory that is longer
	 * than a row may be, and keep no names: rows may have ever new ones.
	 * @param maxRow the largest row, in bytes
	 * @return the factory
	 */
	public static JsonFactory factory(long maxRow) {
		int max = Math.clamp(maxRow, 1, CONSTRAINTS.getMaxStringLength());
		return JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.streamReadConstraints(CONSTRAINTS.rebuild().maxStringLength(max).build())
			.build();
	}

	/**
	 * The factory for parsers of CSV, within the same bounds.
	 * @return the factory
	 */
	public static CsvFactory csvFactory() {
		return CsvFactory.builder().streamReadConstraints(CONSTRAINTS).build();
	}

}
