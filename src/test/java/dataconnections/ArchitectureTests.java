package dataconnections;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.Test;

import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("dataconnections");

	@Test
	void roomsUseOnlyWhatTheirArrowsAllow() {
		ApplicationModules modules = ApplicationModules.of(DataConnectionsApplication.class);
		assertThat(modules.stream()).hasSizeGreaterThan(6);
		modules.verify();
	}

	@Test
	void entitiesAndRepositoriesStayInTheirRoom() {
		classes().that()
			.areAnnotatedWith(Entity.class)
			.or()
			.areAssignableTo(Repository.class)
			.should()
			.notBePublic()
			.because("other rooms know records, never the persistence context")
			.check(this.classes);
	}

	@Test
	void timeComesFromTheClock() {
		noClasses().should()
			.callMethod(java.time.Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.because("tests move the clock")
			.check(this.classes);
	}

}
