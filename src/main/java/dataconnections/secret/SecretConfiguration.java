package dataconnections.secret;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The keys, and when they are checked.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptionSettings.class)
class SecretConfiguration {

	/** Local mode has a key of its own to offer. */
	@Bean
	KeyRing keyRing(EncryptionSettings settings, ObjectProvider<EncryptionKey> offered) {
		return KeyRing.of(settings, () -> offered.stream().findFirst().orElseThrow(KeyRefusedException::missing));
	}

	@Bean
	Sealer sealer(KeyRing keys) {
		return new Sealer(keys);
	}

	@Bean
	KeyCheck keyCheck(KeyRing keys, Sealer sealer, DataSource database) {
		return new KeyCheck(keys, sealer, database);
	}

	@Bean
	KeyGuard keyGuard(KeyCheck check) {
		return new KeyGuard(check);
	}

	/** Without the right key nothing is migrated, since that cannot be taken back. */
	@Bean
	FlywayMigrationStrategy migrationWithTheRightKey(KeyCheck check) {
		return (flyway) -> {
			check.verify();
			flyway.migrate();
		};
	}

}
