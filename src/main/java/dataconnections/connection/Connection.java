package dataconnections.connection;

import java.util.UUID;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.source.Source;
import dataconnections.tally.Tally;

/**
 * What the other rooms know of a connection.
 *
 * @param id its id
 * @param brandId the brand it belongs to
 * @param primaryKey the name of the field that identifies a record
 * @param kind where its data is
 * @param tally where is counted what comes of its look-ups
 */
public record Connection(UUID id, UUID brandId, String primaryKey, Kind kind, Tally tally) {

	/**
	 * Refuses a call that is only for records that are stored.
	 * @return this
	 * @throws ProblemException when the connection is API-based, status 409
	 */
	public Connection requireStored() {
		return switch (this.kind) {
			case Kind.Stored stored -> this;
			case Kind.External external -> throw ProblemException.of(ProblemType.CONFLICT,
					"The connection is API-based: its data is at the external API and cannot be uploaded or changed here.");
		};
	}

	/**
	 * Refuses a call that is only for external APIs.
	 * @return the API
	 * @throws ProblemException when the connection is upload-based, status 409
	 */
	public Source requireExternal() {
		return switch (this.kind) {
			case Kind.Stored stored -> throw ProblemException.of(ProblemType.CONFLICT,
					"The connection is upload-based: its records are stored here, and no external API is called.");
			case Kind.External(Source source) -> source;
		};
	}

	/** Where a connection's data is. */
	public sealed interface Kind {

		/** Uploaded, and stored here. */
		record Stored() implements Kind {
		}

		/**
		 * At an external API.
		 *
		 * @param source the API
		 */
		record External(Source source) implements Kind {
		}

	}

}
