package dataconnections.connection;

import java.util.UUID;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.source.Source;

/**
 * What the other rooms know of a connection.
 *
 * @param id its id
 * @param brandId the brand it belongs to
 * @param primaryKey the name of the field that identifies a record
 * @param kind where its data is
 */
public record Connection(UUID id, UUID brandId, String primaryKey, Kind kind) {

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
