package dataconnections.tenant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dataconnections.MovableClock;
import dataconnections.secret.EncryptionKey;
import dataconnections.secret.KeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokensTests {

	private final MovableClock clock = new MovableClock();

	private final EncryptionKey key = EncryptionKey.random();

	private final KeyRing ring = KeyRing.of(this.key);

	private final Tokens tokens = tokens(this.ring);

	private final Tokens.Owner owner = new Tokens.Owner(UUID.randomUUID(), UUID.randomUUID());

	@Test
	void tokenNamesItsKeyAndBrand() {
		assertThat(this.tokens.read(give(this.tokens))).contains(this.owner);
	}

	@Test
	void tokenIsTheLikesOfRfc9068() throws Exception {
		SignedJWT token = SignedJWT.parse(give(this.tokens));
		assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
		assertThat(token.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
		assertThat(token.getJWTClaimsSet().toJSONObject()).containsOnlyKeys("iss", "aud", "sub", "brand", "iat", "exp");
	}

	@Test
	void lastMomentIsItsLifetime() {
		String token = give(this.tokens);
		this.clock.move(Duration.ofHours(1).minusNanos(1));
		assertThat(this.tokens.read(token)).isPresent();
		this.clock.move(Duration.ofSeconds(1));
		assertOutlived(token);
	}

	@Test
	void craftedTokenWithAllThatIsCheckedIsRead() throws Exception {
		assertThat(this.tokens.read(crafted((claims) -> {
		}))).contains(this.owner);
	}

	@Test
	void whatIsForSomebodyElseIsNotRead() throws Exception {
		assertOutlived(crafted((claims) -> claims.issuer("another")));
		assertOutlived(crafted((claims) -> claims.issuer(null)));
		assertOutlived(crafted((claims) -> claims.audience("another")));
		assertOutlived(crafted((claims) -> claims.audience((String) null)));
		assertOutlived(crafted((claims) -> claims.expirationTime(null)));
		assertOutlived(crafted((claims) -> claims.notBeforeTime(date(60))));
	}

	private void assertOutlived(String token) {
		assertThatExceptionOfType(InvalidAuthorizationException.class).isThrownBy(() -> this.tokens.read(token))
			.matches((refused) -> !refused.isGuess());
	}

	@Test
	void otherTypeOfTokenIsNotRead() throws Exception {
		assertThat(this.tokens.read(crafted(new JWSHeader(JWSAlgorithm.HS256)))).isEmpty();
		assertThat(
				this.tokens.read(crafted(new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build())))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS384", "HS512" })
	void algorithmIsFixed(String algorithm) throws Exception {
		byte[] longEnough = new byte[64];
		System.arraycopy(signingKey(this.ring), 0, longEnough, 0, 32);
		SignedJWT token = new SignedJWT(
				new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).type(new JOSEObjectType("at+jwt")).build(),
				claims().build());
		token.sign(new MACSigner(longEnough));
		assertThat(this.tokens.read(token.serialize())).isEmpty();
	}

	@Test
	void unsignedTokenIsNotRead() {
		assertThat(this.tokens.read(new PlainJWT(claims().build()).serialize())).isEmpty();
		String[] parts = give(this.tokens).split("\\.", -1);
		assertThat(this.tokens.read(parts[0] + "." + parts[1] + ".")).isEmpty();
		String none = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(this.tokens.read(none + "." + parts[1] + ".")).isEmpty();
		assertThat(this.tokens.read(none + "." + parts[1] + "." + parts[2])).isEmpty();
	}

	@Test
	void changedTokenIsNotRead() throws Exception {
		String[] mine = give(this.tokens).split("\\.", -1);
		String[] other = crafted((claims) -> claims.subject(UUID.randomUUID().toString())).split("\\.", -1);
		assertThat(this.tokens.read(mine[0] + "." + other[1] + "." + mine[2])).isEmpty();
	}

	@Test
	void tokenOfAnotherInstallationIsNotRead() {
		assertThat(tokens(KeyRing.of(EncryptionKey.random())).read(give(this.tokens))).isEmpty();
	}

	@Test
	void tokenOutlivesTheReplacementOfTheKey() {
		EncryptionKey renewed = EncryptionKey.random();
		Tokens rotated = tokens(KeyRing.of(renewed, this.key));
		assertThat(rotated.read(give(this.tokens))).contains(this.owner);
		assertThat(this.tokens.read(give(rotated))).isEmpty();
		assertThat(tokens(KeyRing.of(renewed)).read(give(rotated))).contains(this.owner);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJIUzI1NiJ9.e30.", "\0", "ключ" })
	void whatIsNoTokenIsNotRead(String text) {
		assertThat(this.tokens.read(text)).isEmpty();
	}

	@Test
	void lifetimeIsBounded() {
		assertThat(new TokenSettings(Duration.ofMinutes(1)).lifetime()).isEqualTo(Duration.ofMinutes(1));
		assertThat(new TokenSettings(Duration.ofDays(1)).lifetime()).isEqualTo(Duration.ofDays(1));
		assertThatIllegalArgumentException().isThrownBy(() -> new TokenSettings(Duration.ofSeconds(59)))
			.withMessageContaining("data-connections.token.lifetime");
		assertThatIllegalArgumentException().isThrownBy(() -> new TokenSettings(Duration.ofDays(2)));
	}

	private String give(Tokens tokens) {
		Brand brand = new Brand(this.owner.brandId(), UUID.randomUUID(), "brand");
		return tokens.give(new KeyLookup.Grant(brand, this.owner.apiKeyId(), Scope.MANAGE, null));
	}

	private String crafted(Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
		JWTClaimsSet.Builder claims = claims();
		change.accept(claims);
		return sign(new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt")).build(), claims);
	}

	private String crafted(JWSHeader header) throws JOSEException {
		return sign(header, claims());
	}

	private String sign(JWSHeader header, JWTClaimsSet.Builder claims) throws JOSEException {
		SignedJWT token = new SignedJWT(header, claims.build());
		token.sign(new MACSigner(signingKey(this.ring)));
		return token.serialize();
	}

	private JWTClaimsSet.Builder claims() {
		return new JWTClaimsSet.Builder().issuer("data-connections")
			.audience("external-content")
			.subject(this.owner.apiKeyId().toString())
			.claim("brand", this.owner.brandId().toString())
			.issueTime(date(0))
			.expirationTime(date(60));
	}

	private Date date(int seconds) {
		Instant instant = this.clock.instant().plusSeconds(seconds);
		return Date.from(instant);
	}

	private static byte[] signingKey(KeyRing ring) {
		return ring.derive("tokens").getFirst().key().getEncoded();
	}

	private Tokens tokens(KeyRing ring) {
		return new Tokens(ring, new TokenSettings(Duration.ofHours(1)), this.clock);
	}

}
