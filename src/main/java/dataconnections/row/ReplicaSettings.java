package dataconnections.row;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * A read-only copy of the database that look-ups go to.
 *
 * @param url its JDBC url; null for none
 * @param username who reads there; null for the user of the database
 * @param password their password; null for that of the database
 * @param connections database connections for look-ups there; 1 to 1,000
 * @param maxLag how old what is read may be; 500 ms to 1 h
 */
@ConfigurationProperties("data-connections.row.replica")
record ReplicaSettings(@Nullable String url, @Nullable String username, @Nullable String password,
		@DefaultValue("16") int connections, @DefaultValue("2s") Duration maxLag) {

	ReplicaSettings {
		Assert.isTrue(url == null || url.startsWith("jdbc:postgresql:"),
				"data-connections.row.replica.url must begin with jdbc:postgresql:");
		Assert.isTrue(connections >= 1 && connections <= 1000,
				"data-connections.row.replica.connections must be from 1 to 1000");
		Assert.isTrue(maxLag.compareTo(Duration.ofMillis(500)) >= 0 && maxLag.compareTo(Duration.ofHours(1)) <= 0,
				"data-connections.row.replica.max-lag must be from 500ms to 1h");
	}

	/** The password is secret. */
	@Override
	public String toString() {
		return "ReplicaSettings[" + this.url + "]";
	}

}
