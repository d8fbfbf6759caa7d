package dataconnections.connection;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.source.ExternalApi;
import dataconnections.source.Source;
import dataconnections.tally.Tallies;
import dataconnections.tally.Tally;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is stored. Its record count is kept by {@link Connections}, apart
 * from its version.
 */
@Entity
@Table(name = "data_connection")
class DataConnection {

	@Id
	private UUID id;

	@Column(updatable = false)
	private UUID brandId;

	private String name;

	private @Nullable String description;

	@Column(updatable = false)
	private String primaryKey;

	@Column(insertable = false, updatable = false)
	private long recordCount;

	private byte @Nullable [] externalApi;

	@Column(insertable = false, updatable = false)
	private long generation;

	@Version
	private @Nullable Long version;

	@Column(updatable = false)
	private Instant createdAt;

	private Instant updatedAt;

	@SuppressWarnings("UnusedVariable")
	private @Nullable Instant deletedAt;

	@SuppressWarnings("NullAway.Init")
	protected DataConnection() {
	}

	DataConnection(UUID brandId, ConnectionRequest request, Instant now) {
		this.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
		this.brandId = brandId;
		this.name = request.name();
		this.description = request.description();
		this.primaryKey = request.primaryKey();
		this.createdAt = now;
		this.updatedAt = now;
	}

	/** Makes it API-based, or gives it another API. */
	void describe(byte[] sealedApi) {
		this.externalApi = sealedApi;
	}

	void change(ConnectionRequest request, Instant now) {
		this.name = request.name();
		this.description = request.description();
		this.updatedAt = now;
	}

	void delete(Instant now) {
		this.deletedAt = now;
	}

	ConnectionRequest toRequest(KnownApi api) {
		return new ConnectionRequest(this.name, this.primaryKey, this.description, api.orNull());
	}

	ConnectionResponse toResponse(KnownApi known) {
		return switch (known) {
			case KnownApi.None none -> toResponse("upload", null, Set.of(), null);
			case KnownApi.Legible(ExternalApi api) ->
				toResponse("api", Mask.hide(api), source(api).placeholders(), null);
			case KnownApi.Illegible illegible -> toResponse("api", null, Set.of(), KnownApi.Illegible.SENTENCE);
		};
	}

	private ConnectionResponse toResponse(String type, @Nullable ExternalApi shown, Set<String> placeholders,
			@Nullable String problem) {
		return new ConnectionResponse(this.id, this.name, this.description, this.primaryKey, shown, type, placeholders,
				this.recordCount, this.createdAt, this.updatedAt, problem);
	}

	/**
	 * The connection for the other rooms.
	 * @throws ProblemException when its API cannot be read, status 500
	 */
	Connection toConnection(KnownApi known, Tallies tallies) {
		Tally tally = tallies.of(this.id, (known instanceof KnownApi.None) ? Tally.Kind.UPLOAD : Tally.Kind.API);
		return new Connection(this.id, this.brandId, this.primaryKey, switch (known) {
			case KnownApi.None none -> new Connection.Kind.Stored();
			case KnownApi.Legible(ExternalApi api) -> new Connection.Kind.External(source(api).countedBy(tally));
			case KnownApi.Illegible illegible ->
				throw ProblemException.of(ProblemType.INTERNAL_ERROR, KnownApi.Illegible.SENTENCE);
		}, tally);
	}

	Source source(ExternalApi api) {
		return new Source(this.brandId, this.id, this.generation, this.primaryKey, api);
	}

	byte @Nullable [] externalApi() {
		return this.externalApi;
	}

	String primaryKey() {
		return this.primaryKey;
	}

	UUID brandId() {
		return this.brandId;
	}

	UUID id() {
		return this.id;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	String eTag() {
		return "\"" + this.version + "\"";
	}

}
