package dataconnections.upstream;

import java.io.IOException;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer whole while the connection is in hand. Whatever is left unread costs
 * the connection: nobody else finds it there, and nobody waits for its end.
 */
final class WholeAnswers extends HttpRequestExecutor {

	/** The shortest look; zero would wait for ever. */
	private static final Timeout GLANCE = Timeout.ofMilliseconds(1);

	private static final int MAX_UNUSED = 64 * 1024;

	private final AnswerBody body;

	WholeAnswers(AnswerBody body) {
		this.body = body;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
			@Nullable HttpResponseInformationCallback informed, HttpContext context) throws IOException, HttpException {
		ClassicHttpResponse response = head(request, connection, informed, context);
		try {
			response.setEntity(new ByteArrayEntity(body(response, connection), null));
			return response;
		}
		catch (IOException | RuntimeException ex) {
			connection.close(CloseMode.IMMEDIATE);
			throw ex;
		}
	}

	private ClassicHttpResponse head(ClassicHttpRequest request, HttpClientConnection connection,
			@Nullable HttpResponseInformationCallback informed, HttpContext context) throws IOException, HttpException {
		if (connection.getEndpointDetails().getRequestCount() == 0) {
			return super.execute(request, connection, informed, context);
		}
		if (connection.isDataAvailable(GLANCE)) {
			connection.close(CloseMode.IMMEDIATE);
			throw StaleConnectionException.beforeSending();
		}
		try {
			return super.execute(request, connection, informed, context);
		}
		catch (IOException ex) {
			throw Thread.currentThread().isInterrupted() ? ex : StaleConnectionException.afterSending(ex);
		}
	}

	private byte[] body(ClassicHttpResponse response, HttpClientConnection connection) throws IOException {
		if (response.getCode() / 100 == 2) {
			return this.body.read(response);
		}
		if (!endsSoon(response.getEntity())) {
			connection.close(CloseMode.IMMEDIATE);
		}
		return new byte[0];
	}

	private static boolean endsSoon(@Nullable HttpEntity unused) {
		try {
			return unused == null || unused.getContent().readNBytes(MAX_UNUSED).length < MAX_UNUSED;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
