package dataconnections.tenant;

import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Makes the first key: from the environment, or a random one that is printed once.
 */
@Component
@ConditionalOnProperty(name = "data-connections.local", havingValue = "false", matchIfMissing = true)
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
		}
		else if (this.tenants.isEmpty()) {
			ApiKey key = ApiKey.random();
			String brandKey = UUID.randomUUID().toString();
			this.tenants.ensure(key.reveal(), brandKey);
			logger.warn("The first keys, shown this once: x-api-key: {} x-brand-key: {}", key.reveal(), brandKey);
		}
	}

}
