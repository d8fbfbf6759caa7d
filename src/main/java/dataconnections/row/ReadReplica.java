package dataconnections.row;

import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The replica that look-ups go to, if one is configured, and how it is kept an eye on.
 * Its pool is no bean: a replica that is down is nothing to call the service unhealthy
 * for.
 */
@Component
@EnableConfigurationProperties(ReplicaSettings.class)
class ReadReplica implements SmartLifecycle {

	private static final long ACQUIRE_MILLIS = 500;

	private static final String SOCKET_TIMEOUT_SECONDS = "10";

	private final @Nullable Replica replica;

	private final @Nullable HikariDataSource pool;

	private final long intervalNanos;

	private volatile boolean running;

	ReadReplica(DataSource primary, ReplicaSettings settings, JdbcConnectionDetails details, Ticker ticker) {
		this.pool = (settings.url() != null) ? pool(settings, details) : null;
		this.replica = (this.pool != null) ? new Replica(primary, this.pool, settings.maxLag(), ticker) : null;
		this.intervalNanos = settings.maxLag().dividedBy(4).toNanos();
	}

	@Nullable Replica replica() {
		return this.replica;
	}

	@Override
	public void start() {
		this.running = true;
		Replica watched = this.replica;
		if (watched != null) {
			Thread.ofVirtual().name("replica").start(() -> watch(watched));
		}
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.pool != null) {
			this.pool.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void watch(Replica watched) {
		while (this.running) {
			watched.check();
			LockSupport.parkNanos(this.intervalNanos);
		}
	}

	private static HikariDataSource pool(ReplicaSettings settings, JdbcConnectionDetails details) {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("replica");
		pool.setJdbcUrl(settings.url());
		pool.setUsername((settings.username() != null) ? settings.username() : details.getUsername());
		pool.setPassword((settings.password() != null) ? settings.password() : details.getPassword());
		pool.setMaximumPoolSize(settings.connections());
		pool.setMinimumIdle(0);
		pool.setConnectionTimeout(ACQUIRE_MILLIS);
		pool.setInitializationFailTimeout(-1);
		pool.setReadOnly(true);
		pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
		return pool;
	}

}
