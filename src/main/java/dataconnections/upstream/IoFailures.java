package dataconnections.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import dataconnections.address.BusyResolverException;
import dataconnections.address.RefusedAddressException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the client's exceptions mean. Their texts, which may hold what was received,
 * stay here.
 */
final class IoFailures {

	private IoFailures() {
	}

	static Failure of(IOException exception) {
		return switch (exception) {
			case FailedExchangeException ex -> ex.failure();
			case StaleConnectionException ex when ex.getCause() instanceof IOException cause -> of(cause);
			case RefusedAddressException ex -> Failure.ADDRESS_REFUSED;
			case BusyResolverException ex -> Failure.BULKHEAD_FULL;
			case UnknownHostException ex -> Failure.HOST_UNKNOWN;
			case ConnectException ex -> Failure.NOT_CONNECTED;
			case NoRouteToHostException ex -> Failure.NOT_CONNECTED;
			case SocketTimeoutException ex -> Failure.NOT_CONNECTED;
			case ConnectionRequestTimeoutException ex -> Failure.BULKHEAD_FULL;
			case SSLException ex when isCut(ex.getCause()) -> Failure.CONNECTION_LOST;
			case SSLException ex -> Failure.TLS;
			case TruncatedChunkException ex -> Failure.CONNECTION_LOST;
			case MalformedChunkCodingException ex -> Failure.NOT_HTTP;
			case MessageConstraintException ex -> Failure.NOT_HTTP;
			case ClientProtocolException ex -> Failure.NOT_HTTP;
			default -> Failure.CONNECTION_LOST;
		};
	}

	private static boolean isCut(@Nullable Throwable cause) {
		return cause instanceof SocketException || cause instanceof EOFException;
	}

}
