package dataconnections.connection;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

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

	ConnectionRequest toRequest(@Nullable ExternalApi api) {
		return new ConnectionRequest(this.name, this.primaryKey, this.description, api);
	}

	ConnectionResponse toResponse(@Nullable ExternalApi api) {
		Set<String> placeholders = (api != null) ? source(api).placeholders() : Set.of();
		return new ConnectionResponse(this.id, this.name, this.description, this.primaryKey,
				(api != null) ? Mask.hide(api) : null, (api != null) ? "api" : "upload", placeholders, this.recordCount,
				this.createdAt, this.updatedAt);
	}

	Connection toConnection(@Nullable ExternalApi api, Tallies tallies) {
		Tally tally = tallies.of(this.id, (api != null) ? Tally.Kind.API : Tally.Kind.UPLOAD);
		return new Connection(
				this.id, this.brandId, this.primaryKey, (api != null)
						? new Connection.Kind.External(source(api).countedBy(tally)) : new Connection.Kind.Stored(),
				tally);
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
