package dataconnections.announcement;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Where changes are heard of.
 *
 * @param url the database itself, as a JDBC url, where {@code spring.datasource.url}
 * leads to a pooler of connections; null where it does not. User and password are the
 * same
 * @param maxSilence how long after the database was last heard what was known then may
 * stand in for what cannot be read; 0 s to 1 h
 */
@ConfigurationProperties("data-connections.announcement")
record AnnouncementSettings(@Nullable String url, @DefaultValue("1m") Duration maxSilence) {

	AnnouncementSettings {
		Assert.isTrue(url == null || url.startsWith("jdbc:postgresql:"),
				"data-connections.announcement.url must begin with jdbc:postgresql:");
		Assert.isTrue(!maxSilence.isNegative() && maxSilence.compareTo(Duration.ofHours(1)) <= 0,
				"data-connections.announcement.max-silence must be from 0s to 1h");
	}

}
