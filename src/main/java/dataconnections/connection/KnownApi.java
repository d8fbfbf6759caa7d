package dataconnections.connection;

import dataconnections.source.ExternalApi;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection's API. One that cannot be read harms its own connection
 * only.
 */
sealed interface KnownApi {

	/**
	 * The API, where there is one that can be read.
	 * @return the API or null
	 */
	default @Nullable ExternalApi orNull() {
		return (this instanceof Legible legible) ? legible.api() : null;
	}

	/** There is none: the connection is upload-based. */
	record None() implements KnownApi {
	}

	/**
	 * It can be read.
	 *
	 * @param api the API
	 */
	record Legible(ExternalApi api) implements KnownApi {
	}

	/** It was changed in the database, or its key is gone. The log tells which. */
	record Illegible() implements KnownApi {

		/** What clients are told. */
		static final String SENTENCE = "What is stored of the external API cannot be read: send "
				+ "external_api_details again as a whole, secrets included, with PUT, or delete the connection.";

	}

}
