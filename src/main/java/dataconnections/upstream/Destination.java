package dataconnections.upstream;

import java.net.URI;
import java.util.UUID;

/**
 * Where a brand's calls go: what one breaker, one retry budget and one bulkhead are for.
 *
 * @param brandId who calls
 * @param host the url's host
 * @param port its port
 */
record Destination(UUID brandId, String host, int port) {

	static Destination of(UUID brandId, URI url) {
		int usual = "https".equals(url.getScheme()) ? 443 : 80;
		return new Destination(brandId, url.getHost(), (url.getPort() < 0) ? usual : url.getPort());
	}

}
