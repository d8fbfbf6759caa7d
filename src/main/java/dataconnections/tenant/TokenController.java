package dataconnections.tenant;

import java.io.IOException;

import dataconnections.attempt.FailedAttempts;
import dataconnections.attempt.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives tokens for the two keys: the client credentials grant of OAuth 2.0 (RFC 6749,
 * section 4.4), whose own form of errors it keeps.
 */
@RestController
class TokenController {

	static final String PATH = "/api/data-connections/v1/oauth/token";

	private final KeyLookup keys;

	private final Tokens tokens;

	private final KeyUses uses;

	private final FailedAttempts attempts;

	TokenController(KeyLookup keys, Tokens tokens, KeyUses uses, FailedAttempts attempts) {
		this.keys = keys;
		this.tokens = tokens;
		this.uses = uses;
		this.attempts = attempts;
	}

	@PostMapping(PATH)
	ResponseEntity<Token> token(HttpServletRequest request) throws IOException {
		TokenRequest asked = TokenRequest.of(request);
		KeyLookup.Grant grant = asked.clients()
			.stream()
			.flatMap((client) -> this.keys
				.find(client.secret(), client.id(), () -> this.attempts.check(request.getRemoteAddr()))
				.stream())
			.findFirst()
			.orElseThrow(asked::invalidClient);
		this.uses.note(grant.apiKeyId());
		asked.requireClientCredentialsGrant();
		return uncached(200)
			.body(new Token(this.tokens.give(grant), "Bearer", this.tokens.lifetime().toSeconds(), Tokens.AUDIENCE));
	}

	@ExceptionHandler
	ResponseEntity<Refusal> refuse(TokenRefusedException refused, HttpServletRequest request) {
		if (refused.isOfClient()
				&& this.attempts.count(request.getRemoteAddr(), refused) instanceof TooManyAttemptsException many) {
			throw many;
		}
		ResponseEntity.BodyBuilder answer = uncached(refused.isUnauthorized() ? 401 : 400);
		if (refused.isUnauthorized()) {
			answer.header(HttpHeaders.WWW_AUTHENTICATE, InvalidAuthorizationException.BASIC_CHALLENGE);
		}
		return answer.body(new Refusal(refused.error(), String.valueOf(refused.getMessage())));
	}

	private static ResponseEntity.BodyBuilder uncached(int status) {
		return ResponseEntity.status(HttpStatusCode.valueOf(status))
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.header(HttpHeaders.PRAGMA, "no-cache");
	}

	/**
	 * A token as it goes over the wire.
	 *
	 * @param accessToken the token
	 * @param tokenType how to show it
	 * @param expiresIn in how many seconds it expires
	 * @param scope what it is good for
	 */
	record Token(String accessToken, String tokenType, long expiresIn, String scope) {
	}

	/**
	 * A refusal as it goes over the wire.
	 *
	 * @param error one of RFC 6749's words
	 * @param errorDescription the sentence for a person
	 */
	record Refusal(String error, String errorDescription) {
	}

}
