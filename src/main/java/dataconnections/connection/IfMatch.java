package dataconnections.connection;

import java.util.Arrays;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The condition of an {@code If-Match} header (RFC 9110, section 13.1.1). A weak tag
 * never matches.
 *
 * @param header the header's value; null when it was not sent
 */
record IfMatch(@Nullable String header) {

	boolean isPresent() {
		return this.header != null;
	}

	void check(String eTag) {
		if (this.header == null || this.header.trim().equals("*")) {
			return;
		}
		if (Arrays.stream(this.header.split(",", -1)).map(String::trim).noneMatch(eTag::equals)) {
			throw ProblemException.of(ProblemType.PRECONDITION_FAILED,
					"The connection is not the one that If-Match names: read it again.");
		}
	}

}
