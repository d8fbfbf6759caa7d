package dataconnections.row;

import java.util.List;
import java.util.UUID;

import dataconnections.value.Key;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One request's rows on their way into the database: gathered in memory, sent by COPY
 * into a temporary table as they grow, and published or kept in one transaction. Closed
 * without either, nothing has happened. Memory is bounded whatever the number of rows,
 * and no database connection is held before the first {@value #FIRST_FLUSH} bytes have
 * arrived.
 */
public final class Staging implements AutoCloseable {

	private static final int FIRST_FLUSH = 256 * 1024;

	private static final int FLUSH = 64 * 1024;

	private final UUID connectionId;

	private final Arrival arrival;

	private final Publication publication;

	private final Patches patches;

	private final CopyBuffer buffer = new CopyBuffer(FLUSH);

	private final FieldTypes fields = new FieldTypes();

	private long rows;

	private @Nullable Key last;

	private boolean ascending = true;

	Staging(UUID connectionId, Arrival arrival, Publication publication, Patches patches) {
		this.connectionId = connectionId;
		this.arrival = arrival;
		this.publication = publication;
		this.patches = patches;
	}

	/**
	 * Takes a row along.
	 * @param row the row; its bytes are copied
	 */
	public void add(Row row) {
		this.ascending = this.ascending && (this.last == null || this.last.compareTo(row.key()) < 0);
		this.last = row.key();
		this.buffer.add(this.rows++, row);
		if (this.buffer.size() >= (this.arrival.isOpen() ? FLUSH : FIRST_FLUSH)) {
			this.arrival.write(this.buffer);
		}
	}

	/**
	 * Where the fields of the rows are noted.
	 * @return the fields seen so far
	 */
	public FieldTypes fields() {
		return this.fields;
	}

	/**
	 * How many rows were taken along.
	 * @return their number, repeated keys included
	 */
	public long rows() {
		return this.rows;
	}

	/**
	 * Makes the rows visible, all at once, together with those that earlier requests kept
	 * for the batch, as an upload.
	 * @param batch the batch; null for rows of this request alone
	 * @param ttlSeconds seconds to expiry of the rows that have none of their own; null
	 * for never
	 * @param last what is done in the same transaction, at its end
	 * @param <T> what that gives
	 * @return what that has given
	 */
	public <T> T publish(@Nullable UUID batch, @Nullable Long ttlSeconds, Last<T> last) {
		return finish((connection) -> last.in(Publication.client(connection), this.publication.upload(connection,
				this.connectionId, batch, ttlSeconds, this.fields, this.ascending)));
	}

	/**
	 * Makes the rows visible, all at once, as changes of single records, which are no
	 * upload.
	 * @return what has changed
	 */
	public Published replace() {
		return finish((connection) -> this.publication.publish(connection, this.connectionId, null, null, this.fields,
				this.ascending));
	}

	/**
	 * Keeps the rows for a batch that a later request completes.
	 * @param batch the batch
	 * @param ttlSeconds seconds from publication to expiry; null for never
	 * @param last what is done in the same transaction, at its end
	 * @param <T> what that gives
	 * @return what that has given
	 */
	public <T> T keep(UUID batch, @Nullable Long ttlSeconds, Last<T> last) {
		return finish((connection) -> {
			this.publication.keep(connection, this.connectionId, batch, ttlSeconds, this.fields);
			return last.in(Publication.client(connection), Published.NOTHING);
		});
	}

	/**
	 * Lays the rows, made by {@link Row#patch}, over the records that exist.
	 * @param patch how a record changes
	 * @return what has changed
	 */
	public Patched patch(RowPatch patch) {
		return finish((connection) -> this.patches.apply(connection, this.connectionId, patch, this.fields));
	}

	@Override
	public void close() {
		this.arrival.close();
	}

	private <T> T finish(Arrival.Work<T> work) {
		this.buffer.end();
		return this.arrival.end(this.buffer, work);
	}

	/**
	 * What is done at the end of the transaction.
	 *
	 * @param <T> what it gives
	 */
	@FunctionalInterface
	public interface Last<T> {

		/**
		 * Does it.
		 * @param transaction the transaction
		 * @param published what has changed in it
		 * @return what it gives
		 */
		T in(JdbcClient transaction, Published published);

	}

	/**
	 * What a publication has changed.
	 *
	 * @param inserted records that did not exist before
	 * @param updated records that were replaced
	 */
	public record Published(long inserted, long updated) {

		static final Published NOTHING = new Published(0, 0);

	}

	/**
	 * What patches have changed.
	 *
	 * @param rows records that were changed
	 * @param missing the keys, as they were asked, that no record has, in the order of
	 * the request
	 */
	public record Patched(long rows, List<String> missing) {
	}

}
