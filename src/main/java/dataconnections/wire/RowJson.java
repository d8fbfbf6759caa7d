package dataconnections.wire;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.csv.CsvFactory;

/**
 * How rows are read: strictly, within bounds, and with repeated members, of which JSONB
 * keeps the last.
 */
public final class RowJson {

	static final int MAX_DEPTH = 500;

	static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(MAX_DEPTH)
		.maxNumberLength(150_000)
		.maxStringLength(64 * 1024 * 1024)
		.maxNameLength(64 * 1024 * 1024)
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
	 * A factory for parsers that hold no text in memory which is longer than a row may
	 * be.
	 * @param maxRow the largest row, in bytes
	 * @return the factory
	 */
	public static JsonFactory factory(long maxRow) {
		int max = Math.clamp(maxRow, 1, CONSTRAINTS.getMaxStringLength());
		return JsonFactory.builder()
			.streamReadConstraints(CONSTRAINTS.rebuild().maxStringLength(max).maxNameLength(max).build())
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
