package dataconnections.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of one connection's answers. A head cut off, which the client takes for
 * a whole one, is none; a status has a class; and interim answers (1xx) come to an end.
 */
final class AnswerHeads extends DefaultHttpResponseParser {

	private static final int MAX_INTERIM = 10;

	private int interim;

	AnswerHeads(Http1Config limits) {
		super(limits);
	}

	@Override
	public @Nullable ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
			throws IOException, HttpException {
		Ending watched = new Ending(in);
		ClassicHttpResponse response = whole(buffer, watched);
		if (response == null) {
			return null;
		}
		this.interim = (response.getCode() < HttpStatus.SC_SUCCESS) ? this.interim + 1 : 0;
		if (this.interim > MAX_INTERIM || response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
			throw new MessageConstraintException("More than " + MAX_INTERIM + " interim answers, or another protocol");
		}
		return response;
	}

	private @Nullable ClassicHttpResponse whole(SessionInputBuffer buffer, Ending in)
			throws IOException, HttpException {
		try {
			ClassicHttpResponse response = super.parse(buffer, in);
			if (response == null || !in.isOver) {
				return response;
			}
		}
		catch (HttpException ex) {
			if (!in.isOver) {
				throw ex;
			}
		}
		catch (IllegalArgumentException ex) {
			// What the client says of a status of 000.
			throw new ProtocolException("No status", ex);
		}
		throw new ConnectionClosedException("The head was cut off");
	}

	/** Remembers having met the end. */
	private static final class Ending extends FilterInputStream {

		private boolean isOver;

		Ending(InputStream in) {
			super(in);
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = this.in.read(buffer, offset, length);
			this.isOver |= read < 0;
			return read;
		}

	}

}
