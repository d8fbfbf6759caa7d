package dataconnections.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

import dataconnections.secret.KeyRing;
import dataconnections.secret.Sealer;
import dataconnections.secret.UnreadableSecretException;
import dataconnections.source.SharedAnswer;
import dataconnections.source.SharedPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the shared memory: under a name that tells nothing of the values, an
 * answer that only its own place opens. So the server, and whoever gets at it, holds no
 * personal data and cannot give an answer that no upstream gave.
 */
class AnswerSeal {

	/** How far the clocks of two replicas may be apart. */
	static final Duration MAX_SKEW = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(AnswerSeal.class);

	private static final int HEAD = Long.BYTES + Integer.BYTES;

	private final SecretKey nameKey;

	private final Sealer sealer;

	private final Clock clock;

	AnswerSeal(KeyRing keys, Clock clock) {
		this.nameKey = keys.derive("answer-names").getFirst().key();
		this.sealer = new Sealer(keys, "answers");
		this.clock = clock;
	}

	byte[] name(SharedPlace place) {
		try {
			Mac mac = Mac.getInstance(this.nameKey.getAlgorithm());
			mac.init(this.nameKey);
			return ("data-connections:answer:" + place.brandId() + ":" + place.connectionId() + ":" + place.generation()
					+ ":" + HexFormat.of().formatHex(mac.doFinal(bytes(place.values()))))
				.getBytes(StandardCharsets.US_ASCII);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	byte[] seal(SharedPlace place, SharedAnswer answer) {
		byte[] plain = ByteBuffer.allocate(HEAD + answer.json().length)
			.putLong(this.clock.instant().minus(answer.age()).toEpochMilli())
			.putInt(answer.upstreamStatus())
			.put(answer.json())
			.array();
		return this.sealer.seal(plain, whole(place));
	}

	/** Nothing for what was not sealed for this place, or by a clock that is ahead. */
	Optional<SharedAnswer> open(SharedPlace place, byte[] sealed) {
		try {
			ByteBuffer plain = ByteBuffer.wrap(this.sealer.open(sealed, whole(place)));
			Duration age = Duration.ofMillis(this.clock.instant().toEpochMilli() - plain.getLong());
			int status = plain.getInt();
			byte[] json = new byte[plain.remaining()];
			plain.get(json);
			return Optional.of(new SharedAnswer(json, status, age.isPositive() ? age : Duration.ofNanos(1)))
				.filter((answer) -> age.plus(MAX_SKEW).isPositive());
		}
		catch (UnreadableSecretException ex) {
			logger.debug("An answer in the shared memory cannot be read", ex);
			return Optional.empty();
		}
	}

	private static byte[] whole(SharedPlace place) {
		return bytes(place.brandId() + "\n" + place.connectionId() + "\n" + place.generation() + "\n" + place.values());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
