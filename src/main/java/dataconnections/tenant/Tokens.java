package dataconnections.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dataconnections.secret.DerivedKey;
import dataconnections.secret.KeyRing;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Tokens that stand for an API key and a brand for a while (RFC 9068, signed with
 * HMAC-SHA256). They name the key and the brand by their ids, which are looked up on each
 * use: a token is worth no more than its key is then.
 */
@Component
class Tokens {

	static final String ISSUER = "data-connections";

	/** What the tokens are good for: both their audience and their scope. */
	static final String AUDIENCE = "external-content";

	static final String BRAND = "brand";

	static final String TYPE = "at+jwt";

	private static final String PURPOSE = "tokens";

	private final JwtEncoder encoder;

	private final JwtDecoder decoder;

	private final String signingKeyId;

	private final Duration lifetime;

	private final Clock clock;

	Tokens(KeyRing keys, TokenSettings settings, Clock clock) {
		List<JWK> derived = keys.derive(PURPOSE).stream().map(Tokens::jwk).toList();
		this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(derived.getFirst())));
		this.decoder = decoder(new JWKSet(derived), clock);
		this.signingKeyId = derived.getFirst().getKeyID();
		this.lifetime = settings.lifetime();
		this.clock = clock;
	}

	/**
	 * Gives a token.
	 * @param grant what it stands for
	 * @return the token
	 */
	String give(KeyLookup.Grant grant) {
		Instant now = this.clock.instant();
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).keyId(this.signingKeyId).type(TYPE).build();
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(ISSUER)
			.audience(List.of(AUDIENCE))
			.subject(grant.apiKeyId().toString())
			.claim(BRAND, grant.brand().id().toString())
			.issuedAt(now)
			.expiresAt(now.plus(this.lifetime))
			.build();
		return this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
	}

	/**
	 * Reads a token.
	 * @param token the token
	 * @return whose it is; nothing if it was not given here
	 * @throws InvalidAuthorizationException if it was, and is not valid now or not for
	 * this
	 */
	Optional<Owner> read(String token) {
		try {
			Jwt jwt = this.decoder.decode(token);
			return Optional
				.of(new Owner(UUID.fromString(jwt.getSubject()), UUID.fromString(jwt.getClaimAsString(BRAND))));
		}
		catch (JwtValidationException ex) {
			throw InvalidAuthorizationException.outlived();
		}
		catch (JwtException ex) {
			return Optional.empty();
		}
	}

	Duration lifetime() {
		return this.lifetime;
	}

	private static JWK jwk(DerivedKey key) {
		return new OctetSequenceKey.Builder(key.key()).keyID(key.id())
			.keyUse(KeyUse.SIGNATURE)
			.algorithm(JWSAlgorithm.HS256)
			.build();
	}

	private static JwtDecoder decoder(JWKSet keys, Clock clock) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableJWKSet<>(keys)));
		processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
		processor.setJWTClaimsSetVerifier((claims, context) -> {
			// Spring checks them, by our clock.
		});
		JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
		times.setClock(clock);
		times.setAllowEmptyExpiryClaim(false);
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(ISSUER),
				new JwtAudienceValidator(AUDIENCE)));
		return decoder;
	}

	/**
	 * Whose a token is.
	 *
	 * @param apiKeyId the API key it was given for
	 * @param brandId the brand
	 */
	record Owner(UUID apiKeyId, UUID brandId) {
	}

}
