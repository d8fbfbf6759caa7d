package dataconnections.row;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import dataconnections.answer.AnswerShare;
import org.jspecify.annotations.Nullable;

/**
 * Some records, in order.
 *
 * @param rows key to record
 * @param next the key after which the next page begins; null when this is the last one
 */
public record Page(Map<String, byte[]> rows, @Nullable String next) {

	/** Of how many records the driver keeps all in memory, at most. */
	private static final int LONGEST_FETCH = 100;

	/** What so many records of the largest size so far may weigh together. */
	private static final int FETCHED_BYTES = 8 * 1024 * 1024;

	/**
	 * Reads keys and records, fewer of them at a time the larger they are.
	 * @param found the key in the first column, the record in the second
	 * @param limit how many at most
	 * @param maxBytes how much they may weigh together; one may weigh more
	 * @param share what they take of the memory for answers
	 * @param wanted what is kept of a record
	 */
	static Page read(ResultSet found, int limit, long maxBytes, AnswerShare share, UnaryOperator<byte[]> wanted)
			throws SQLException {
		Map<String, byte[]> rows = LinkedHashMap.newLinkedHashMap(Math.min(limit, 1024));
		String last = null;
		long weight = 0;
		long kept = 0;
		int largest = 1;
		while (found.next()) {
			byte[] data = found.getBytes(2);
			weight += data.length;
			if (data.length > largest) {
				largest = data.length;
				found.setFetchSize(Math.clamp(FETCHED_BYTES / largest, Reads.FIRST_FETCH, LONGEST_FETCH));
			}
			if (rows.size() == limit || (weight > maxBytes && !rows.isEmpty())) {
				return new Page(rows, last);
			}
			last = new String(found.getBytes(1), StandardCharsets.UTF_8);
			byte[] record = wanted.apply(data);
			kept += record.length;
			share.grow(kept);
			rows.put(last, record);
		}
		return new Page(rows, null);
	}

}
