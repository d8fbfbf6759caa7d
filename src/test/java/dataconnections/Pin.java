package dataconnections;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.awaitility.Awaitility.await;

/** Another client's transaction, which keeps its locks until it is released or closed. */
final class Pin implements AutoCloseable {

	private static final String BEHIND = """
			WITH RECURSIVE behind (pid) AS (
				SELECT pid FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))
				UNION SELECT a.pid FROM pg_stat_activity a JOIN behind b ON b.pid = ANY (pg_blocking_pids(a.pid)))
			SELECT count(*) FROM behind""";

	private final JdbcClient observer;

	private final Connection transaction;

	private final int pid;

	private Pin(DataSource dataSource, Connection transaction) {
		this.observer = JdbcClient.create(dataSource);
		this.transaction = transaction;
		this.pid = client().sql("SELECT pg_backend_pid()").query(Integer.class).single();
	}

	/** Locks what a statement locks. */
	static Pin on(DataSource dataSource, String sql, Object... parameters) {
		try {
			Connection transaction = dataSource.getConnection();
			transaction.setAutoCommit(false);
			Pin pin = new Pin(dataSource, transaction);
			new JdbcTemplate(new SingleConnectionDataSource(transaction, true)).execute(sql,
					(java.sql.PreparedStatement statement) -> {
						for (int i = 0; i < parameters.length; i++) {
							statement.setObject(i + 1, parameters[i]);
						}
						return statement.execute();
					});
			return pin;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Locks one record of a connection. */
	static Pin onRecord(DataSource dataSource, TestConnection connection, String key) {
		return on(dataSource, "SELECT 1 FROM row WHERE connection_id = ? AND key = ? FOR UPDATE", connection.id(), key);
	}

	/** Keeps the number of a connection's records from being changed. */
	static Pin onCount(DataSource dataSource, TestConnection connection) {
		return on(dataSource, "SELECT 1 FROM data_connection WHERE id = ? FOR NO KEY UPDATE", connection.id());
	}

	/** Waits until so many wait for it, or for one that does. */
	void awaitBehind(long waiting) {
		await().atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.observer.sql(BEHIND).param(this.pid).query(Long.class).single() == waiting);
	}

	@Override
	public void close() {
		try (this.transaction) {
			this.transaction.commit();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JdbcClient client() {
		return JdbcClient.create(new SingleConnectionDataSource(this.transaction, true));
	}

}
