package dataconnections.announcement;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * Where changes are heard of.
 *
 * @param url the database itself, as a JDBC url, where {@code spring.datasource.url}
 * leads to a pooler of connections; null where it does not. User and password are the
 * same
 */
@ConfigurationProperties("data-connections.announcement")
record AnnouncementSettings(@Nullable String url) {

	AnnouncementSettings {
		Assert.isTrue(url == null || url.startsWith("jdbc:postgresql:"),
				"data-connections.announcement.url must begin with jdbc:postgresql:");
	}

}
