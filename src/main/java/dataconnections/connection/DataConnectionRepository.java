package dataconnections.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface DataConnectionRepository extends Repository<DataConnection, UUID> {

	DataConnection saveAndFlush(DataConnection connection);

	@Query("select c from DataConnection c where c.id = :id and c.brandId = :brandId and c.deletedAt is null")
	Optional<DataConnection> find(UUID brandId, UUID id);

	/**
	 * Locks out {@link Connections#hold} too: Hibernate's own pessimistic lock is
	 * {@code FOR NO KEY UPDATE}, which lets {@code FOR KEY SHARE} pass.
	 */
	@NativeQuery("""
			SELECT * FROM data_connection WHERE id = :id AND brand_id = :brandId AND deleted_at IS NULL
			FOR UPDATE""")
	Optional<DataConnection> lock(UUID brandId, UUID id);

	@Query("""
			select c from DataConnection c where c.brandId = :brandId and c.deletedAt is null
			and lower(c.name) like lower(:name) escape '\\'
			and (c.createdAt < :createdAt or (c.createdAt = :createdAt and c.id < :id))
			order by c.createdAt desc, c.id desc""")
	List<DataConnection> findPage(UUID brandId, String name, Instant createdAt, UUID id, Limit limit);

	/** Apart from the version: what clients have read does not change. */
	@Modifying
	@NativeQuery("""
			UPDATE data_connection SET generation = generation + 1
			WHERE id = :id AND brand_id = :brandId AND deleted_at IS NULL""")
	int nextGeneration(UUID brandId, UUID id);

}
