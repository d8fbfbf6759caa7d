package dataconnections.announcement;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens for announcements on a database connection of its own, asks four times a second
 * whether it still hears, and begins anew when it does not.
 */
@Component
@EnableConfigurationProperties(AnnouncementSettings.class)
class Listener implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Listener.class);

	private static final String ASK = "SELECT pg_backend_pid()";

	private static final int INTERVAL_MILLIS = 250;

	private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private final Announcements announcements;

	private final Ticker ticker;

	private final JdbcConnectionDetails database;

	private final AnnouncementSettings settings;

	private volatile @Nullable Thread thread;

	Listener(Announcements announcements, Ticker ticker, JdbcConnectionDetails database,
			AnnouncementSettings settings) {
		this.announcements = announcements;
		this.ticker = ticker;
		this.database = database;
		this.settings = settings;
	}

	@Override
	public void start() {
		Thread starting = Thread.ofVirtual().name("listener").unstarted(this::run);
		this.thread = starting;
		starting.start();
	}

	@Override
	public void stop() {
		Thread ending = this.thread;
		this.thread = null;
		if (ending != null) {
			ending.interrupt();
			awaitEnd(ending);
		}
	}

	private static void awaitEnd(Thread ending) {
		try {
			ending.join(LONGEST_WAIT);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/** One that was stopped is another thread than the one that was started next. */
	private boolean isWanted() {
		return Thread.currentThread().equals(this.thread);
	}

	private void run() {
		Duration wait = SHORTEST_WAIT;
		boolean toBeTold = true;
		while (isWanted()) {
			try (Connection connection = connect()) {
				listen(connection);
			}
			catch (SQLException | RuntimeException ex) {
				if (!isWanted()) {
					return;
				}
				boolean listened = this.announcements.end();
				wait = listened ? SHORTEST_WAIT : longer(wait);
				if (listened || toBeTold) {
					logger.warn("Changes made by other replicas are not heard of now; until they are, keys and "
							+ "connections are read again each second: {}", ex.getMessage());
				}
				toBeTold = false;
			}
			LockSupport.parkNanos(wait.toNanos());
		}
	}

	private void listen(Connection connection) throws SQLException {
		PGConnection postgres = connection.unwrap(PGConnection.class);
		try (Statement statement = connection.createStatement()) {
			statement.execute("LISTEN data_connections");
			long since = this.ticker.read();
			ask(statement, postgres.getBackendPID());
			this.announcements.begin(since);
			while (isWanted()) {
				hear(postgres.getNotifications(INTERVAL_MILLIS));
				long asked = this.ticker.read();
				ask(statement, postgres.getBackendPID());
				hear(postgres.getNotifications());
				this.announcements.confirm(asked);
			}
		}
	}

	/**
	 * The server sends what was announced before its answer. A pooler answers too, but
	 * from a server process that is not the one named when the connection was made.
	 */
	private static void ask(Statement statement, int expected) throws SQLException {
		try (ResultSet answer = statement.executeQuery(ASK)) {
			if (!answer.next() || answer.getInt(1) != expected) {
				throw new SQLException("This connection leads to a pooler, which does not pass announcements on: "
						+ "set data-connections.announcement.url to the database itself");
			}
		}
	}

	private void hear(PGNotification @Nullable [] notifications) {
		if (notifications != null) {
			for (PGNotification notification : notifications) {
				this.announcements.hear(notification.getParameter());
			}
		}
	}

	private static Duration longer(Duration wait) {
		Duration twice = wait.multipliedBy(2);
		return (twice.compareTo(LONGEST_WAIT) < 0) ? twice : LONGEST_WAIT;
	}

	/** Waits for nothing longer than a few seconds. */
	private Connection connect() throws SQLException {
		Properties properties = new Properties();
		set(properties, PGProperty.USER, this.database.getUsername());
		set(properties, PGProperty.PASSWORD, this.database.getPassword());
		set(properties, PGProperty.CONNECT_TIMEOUT, "2");
		set(properties, PGProperty.SOCKET_TIMEOUT, "2");
		String url = this.settings.url();
		return DriverManager.getConnection((url != null) ? url : this.database.getJdbcUrl(), properties);
	}

	private static void set(Properties properties, PGProperty property, @Nullable String value) {
		if (value != null) {
			property.set(properties, value);
		}
	}

}
