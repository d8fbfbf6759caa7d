package dataconnections.tenant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes the first key: from the environment, or a random one that is printed once.
 */
@Component
class FirstKey implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(FirstKey.class);

	private final Tenants tenants;

	private final BootstrapSettings settings;

	FirstKey(Tenants tenants, BootstrapSettings settings) {
		this.tenants = tenants;
		this.settings = settings;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (this.settings.apiKey() != null && this.settings.brandKey() != null) {
			this.tenants.ensure(this.settings.apiKey(), this.settings.brandKey());
			return;
		}
		this.tenants.openFirst()
			.ifPresent((keys) -> logger.warn(
					"The first keys, shown this once, so keep them now: x-api-key: {} x-brand-key: {}",
					keys.apiKey().reveal(), keys.brandKey()));
	}

}
