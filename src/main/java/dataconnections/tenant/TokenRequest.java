package dataconnections.tenant;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Who asks for a token, and how.
 *
 * @param clients who it may be: what a Basic header holds is percent-encoded by some
 * clients, as RFC 6749 says, and not by others
 * @param inHeader whether the client showed itself in the Authorization header
 * @param grantType the grant that is asked for
 */
record TokenRequest(List<Client> clients, boolean inHeader, @Nullable String grantType) {

	private static final BasicAuthenticationConverter BASIC = new BasicAuthenticationConverter();

	static TokenRequest of(HttpServletRequest request) throws IOException {
		TokenForm form = TokenForm.of(request);
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (headers.isEmpty()) {
			return new TokenRequest(inForm(form), false, form.get("grant_type"));
		}
		List<Client> clients = inHeader(request);
		if (headers.size() > 1 || form.get("client_secret") != null || !agree(clients, form.get("client_id"))) {
			throw TokenRefusedException
				.invalidRequest("The client shows itself more than once: in the Authorization header or in the form.");
		}
		return new TokenRequest(clients, true, form.get("grant_type"));
	}

	TokenRefusedException invalidClient() {
		return TokenRefusedException.invalidClient(this.inHeader);
	}

	void requireClientCredentialsGrant() {
		if (this.grantType == null) {
			throw TokenRefusedException.invalidRequest("grant_type is missing: send client_credentials.");
		}
		if (!this.grantType.equals("client_credentials")) {
			throw TokenRefusedException.unsupportedGrantType();
		}
	}

	private static List<Client> inForm(TokenForm form) {
		String id = form.get("client_id");
		String secret = form.get("client_secret");
		if (id == null || secret == null) {
			throw TokenRefusedException.invalidClient(false);
		}
		return List.of(new Client(id, secret));
	}

	private static List<Client> inHeader(HttpServletRequest request) {
		try {
			UsernamePasswordAuthenticationToken shown = BASIC.convert(request);
			if (shown != null) {
				Client client = new Client(shown.getName(), String.valueOf(shown.getCredentials()));
				return Stream.of(client, client.decoded()).distinct().toList();
			}
		}
		catch (BadCredentialsException ex) {
			// The same refusal as for a client that is well written.
		}
		throw TokenRefusedException.invalidClient(true);
	}

	private static boolean agree(List<Client> clients, @Nullable String id) {
		return id == null || clients.stream().anyMatch((client) -> client.id().equals(id));
	}

	/**
	 * A client of OAuth.
	 *
	 * @param id the brand key
	 * @param secret the API key
	 */
	record Client(String id, String secret) {

		Client decoded() {
			try {
				return new Client(URLDecoder.decode(this.id, StandardCharsets.UTF_8),
						URLDecoder.decode(this.secret, StandardCharsets.UTF_8));
			}
			catch (IllegalArgumentException ex) {
				return this;
			}
		}

		@Override
		public String toString() {
			return "Client[…]";
		}

	}

}
