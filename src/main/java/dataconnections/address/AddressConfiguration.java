package dataconnections.address;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The names of the system, and what may be called of them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AddressSettings.class)
class AddressConfiguration {

	@Bean
	SystemHostResolver hostResolver() {
		return new SystemHostResolver();
	}

	@Bean
	GuardedResolver guardedResolver(AddressSettings addresses, SystemHostResolver names) {
		return new GuardedResolver(new AddressPolicy(addresses), names);
	}

}
