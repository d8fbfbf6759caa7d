package dataconnections;

import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThatCode;

/** What Hibernate is told of the tables, beside the tables that Flyway made. */
@ServiceTest
class MappingTests {

	@Autowired
	private EntityManagerFactory entities;

	@Test
	void everyEntityFitsTheTableThatTheMigrationsLeave() {
		assertThatCode(() -> this.entities.getSchemaManager().validate()).doesNotThrowAnyException();
	}

}
