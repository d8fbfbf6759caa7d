package dataconnections.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/**
 * All in SQL: the parser of the other language costs every start more than all of its
 * statements do in a day.
 */
interface DataConnectionRepository extends Repository<DataConnection, UUID> {

	DataConnection saveAndFlush(DataConnection connection);

	@NativeQuery("SELECT * FROM data_connection WHERE id = :id AND brand_id = :brandId AND deleted_at IS NULL")
	Optional<DataConnection> find(UUID brandId, UUID id);

	/**
	 * Locks out {@link Connections#hold} too: Hibernate's own pessimistic lock is
	 * {@code FOR NO KEY UPDATE}, which lets {@code FOR KEY SHARE} pass.
	 */
	@NativeQuery("""
			SELECT * FROM data_connection WHERE id = :id AND brand_id = :brandId AND deleted_at IS NULL
			FOR UPDATE""")
	Optional<DataConnection> lock(UUID brandId, UUID id);

	@NativeQuery("""
			SELECT * FROM data_connection WHERE brand_id = :brandId AND deleted_at IS NULL
			AND lower(name) LIKE lower(:name) ESCAPE '\\'
			AND (created_at < :createdAt OR (created_at = :createdAt AND id < :id))
			ORDER BY created_at DESC, id DESC LIMIT :limit""")
	List<DataConnection> findPage(UUID brandId, String name, Instant createdAt, UUID id, int limit);

	/** Apart from the version: what clients have read does not change. */
	@Modifying
	@NativeQuery("""
			UPDATE data_connection SET generation = generation + 1
			WHERE id = :id AND brand_id = :brandId AND deleted_at IS NULL""")
	int nextGeneration(UUID brandId, UUID id);

}
