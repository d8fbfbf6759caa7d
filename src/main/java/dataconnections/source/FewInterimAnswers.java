package dataconnections.source;

import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the heads of one connection's answers, and ends a row of interim ones (1xx) that
 * has no end.
 */
final class FewInterimAnswers extends DefaultHttpResponseParser {

	private static final int MAX = 10;

	private int interim;

	FewInterimAnswers(Http1Config limits) {
		super(limits);
	}

	@Override
	public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
		ClassicHttpResponse response = super.parse(buffer, in);
		this.interim = (response.getCode() < HttpStatus.SC_SUCCESS) ? this.interim + 1 : 0;
		if (this.interim > MAX || response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
			throw new MessageConstraintException("More than " + MAX + " interim answers, or another protocol");
		}
		return response;
	}

}
