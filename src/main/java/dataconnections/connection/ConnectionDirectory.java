package dataconnections.connection;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.problem.Violation;
import dataconnections.source.ExternalApi;
import dataconnections.source.ExternalApiCheck;
import dataconnections.upstream.Outcome;
import dataconnections.tenant.Brand;
import dataconnections.wire.Cursor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The life of connections: made, listed, changed, deleted.
 */
@Service
class ConnectionDirectory {

	private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T00:00:00Z");

	private final DataConnectionRepository repository;

	private final Connections connections;

	private final SealedApis apis;

	private final TestCall testCall;

	private final ObjectProvider<DeletionVeto> vetoes;

	private final TransactionTemplate transaction;

	private final Clock clock;

	ConnectionDirectory(DataConnectionRepository repository, Connections connections, SealedApis apis,
			TestCall testCall, ObjectProvider<DeletionVeto> vetoes, TransactionTemplate transaction, Clock clock) {
		this.repository = repository;
		this.connections = connections;
		this.apis = apis;
		this.testCall = testCall;
		this.vetoes = vetoes;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** What is made of the new connection is made in the same transaction. */
	<T> T create(Brand brand, ConnectionRequest request, Function<DataConnection, T> last) {
		DataConnection created = new DataConnection(brand.id(), request, now());
		if (request.externalApiDetails() == null) {
			return save(created, last);
		}
		ExternalApi api = Unmasking.of(request.externalApiDetails(), null);
		Outcome.Answered sample = prove(created, api);
		this.apis.put(created, api);
		T made = save(created, last);
		note(created, api, sample);
		return made;
	}

	DataConnection get(Brand brand, UUID id) {
		return this.repository.find(brand.id(), id).orElseThrow(() -> ProblemException.unknown("connection"));
	}

	Page list(Brand brand, ListRequest request) {
		String cursor = request.cursor();
		int limit = request.limit();
		ByteBuffer after = (cursor != null) ? ByteBuffer.wrap(position(brand, cursor)) : null;
		Instant createdAt = (after != null) ? Instant.EPOCH.plus(after.getLong(), ChronoUnit.MICROS) : FAR_FUTURE;
		UUID id = (after != null) ? new UUID(after.getLong(), after.getLong()) : new UUID(-1, -1);
		List<DataConnection> found = this.repository.findPage(brand.id(), request.pattern(), createdAt, id,
				Limit.of(limit + 1));
		return (found.size() <= limit) ? new Page(found, null)
				: new Page(found.subList(0, limit), cursor(brand, found.get(limit - 1)));
	}

	DataConnection change(Brand brand, UUID id, IfMatch ifMatch,
			BiFunction<ConnectionRequest, KnownApi, ConnectionRequest> change) {
		DataConnection read = get(brand, id);
		ifMatch.check(read.eTag());
		KnownApi known = this.apis.of(read);
		ConnectionRequest before = read.toRequest(known);
		ConnectionRequest after = change.apply(before, known);
		ExternalApi newApi = Objects.equals(before.externalApiDetails(), after.externalApiDetails()) ? null
				: after.externalApiDetails();
		Outcome.Answered sample = (newApi != null) ? prove(read, newApi) : null;
		try {
			this.transaction.executeWithoutResult((status) -> save(brand, read, after, newApi));
		}
		catch (ObjectOptimisticLockingFailureException ex) {
			throw ProblemException.of(ifMatch.isPresent() ? ProblemType.PRECONDITION_FAILED : ProblemType.CONFLICT,
					"The connection was changed by another request meanwhile: read it again.");
		}
		this.connections.invalidate(brand, id);
		DataConnection changed = get(brand, id);
		boolean isLatest = newApi != null && newApi.equals(this.apis.of(changed).orNull());
		return (isLatest && sample != null) ? note(changed, Objects.requireNonNull(newApi), sample) : changed;
	}

	/** Drops the answers that are remembered for a connection, those on their way too. */
	void purgeCache(Brand brand, UUID id) {
		Integer found = this.transaction.execute((status) -> this.repository.nextGeneration(brand.id(), id));
		if (Objects.requireNonNull(found) == 0) {
			throw ProblemException.unknown("connection");
		}
		this.connections.invalidate(brand, id);
	}

	void delete(Brand brand, UUID id, boolean onlyIfUnreferenced) {
		this.transaction.executeWithoutResult((status) -> {
			DataConnection connection = this.repository.lock(brand.id(), id)
				.orElseThrow(() -> ProblemException.unknown("connection"));
			if (onlyIfUnreferenced) {
				this.vetoes.forEach((veto) -> veto.check(id));
			}
			connection.delete(now());
			this.repository.saveAndFlush(connection);
		});
		this.connections.invalidate(brand, id);
	}

	private <T> T save(DataConnection created, Function<DataConnection, T> last) {
		return Objects
			.requireNonNull(this.transaction.execute((status) -> last.apply(this.repository.saveAndFlush(created))));
	}

	private void save(Brand brand, DataConnection connection, ConnectionRequest request, @Nullable ExternalApi newApi) {
		connection.change(request, now());
		if (newApi != null) {
			this.apis.put(connection, newApi);
			this.repository.nextGeneration(brand.id(), connection.id());
		}
		this.repository.saveAndFlush(connection);
	}

	private Outcome.Answered prove(DataConnection connection, ExternalApi api) {
		ExternalApiCheck.check(api, connection.primaryKey());
		return this.testCall.prove(connection.source(api));
	}

	private DataConnection note(DataConnection saved, ExternalApi api, Outcome.Answered sample) {
		this.testCall.note(saved.source(api), sample);
		return saved;
	}

	private static byte[] position(Brand brand, String cursor) {
		return Cursor.decode(brand.id(), cursor)
			.filter((position) -> position.length == 3 * Long.BYTES && position[0] >= 0)
			.orElseThrow(() -> ProblemException.invalid(Violation.query("cursor_invalid",
					"cursor is not one that this list has given: use the Link header of the page before.", "cursor")));
	}

	private static String cursor(Brand brand, DataConnection last) {
		ByteBuffer position = ByteBuffer.allocate(3 * Long.BYTES);
		position.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt()));
		position.putLong(last.id().getMostSignificantBits()).putLong(last.id().getLeastSignificantBits());
		return Cursor.encode(brand.id(), position.array());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	record Page(List<DataConnection> connections, @Nullable String next) {
	}

}
