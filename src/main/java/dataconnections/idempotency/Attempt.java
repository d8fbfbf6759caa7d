package dataconnections.idempotency;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is found under an idempotency key.
 */
sealed interface Attempt {

	/**
	 * Nothing was: the request is to be done, by whoever holds this.
	 *
	 * @param key the key
	 * @param id tells this attempt from one that takes its place
	 */
	record Begun(IdempotencyKey key, UUID id) implements Attempt {
	}

	/** The request is being done. */
	record UnderWay() implements Attempt {
	}

	/**
	 * The request was done.
	 *
	 * @param fingerprint what was asked
	 * @param answer what was answered
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Done(byte[] fingerprint, Answer answer) implements Attempt {
	}

	/**
	 * An answer, to be given again.
	 *
	 * @param status its HTTP status
	 * @param location the address of what was made; null for none
	 * @param body its JSON; null for none
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Answer(int status, @Nullable String location, byte @Nullable [] body) {
	}

}
