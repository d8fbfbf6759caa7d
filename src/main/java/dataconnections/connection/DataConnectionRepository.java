package dataconnections.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface DataConnectionRepository extends Repository<DataConnection, UUID> {

	DataConnection saveAndFlush(DataConnection connection);

	@Query("select c from DataConnection c where c.id = :id and c.deletedAt is null")
	Optional<DataConnection> findLive(UUID id);

	@Query("select c from DataConnection c where c.id = :id and c.brandId = :brandId and c.deletedAt is null")
	Optional<DataConnection> find(UUID brandId, UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from DataConnection c where c.id = :id and c.brandId = :brandId and c.deletedAt is null")
	Optional<DataConnection> lock(UUID brandId, UUID id);

	@Query("""
			select c from DataConnection c where c.brandId = :brandId and c.deletedAt is null
			and lower(c.name) like lower(:name) escape '\\'
			and (c.createdAt < :createdAt or (c.createdAt = :createdAt and c.id < :id))
			order by c.createdAt desc, c.id desc""")
	List<DataConnection> findPage(UUID brandId, String name, Instant createdAt, UUID id, Limit limit);

}
