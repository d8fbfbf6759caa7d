package dataconnections.announcement;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ListenerTests {

	private final DriverManagerDataSource database = TestDatabase.empty();

	@Test
	void databaseItselfIsListenedTo(CapturedOutput output) {
		try (Pooler line = Pooler.to(this.database, false)) {
			Announcements announcements = announcements(line);
			Listener listener = listen(announcements, line);
			await().until(announcements::isListening);
			listener.stop();
			assertThat(output).doesNotContain("pooler");
		}
	}

	/** Its connections lead to the database, and answer as the database does. */
	@Test
	void poolerIsNoticedAndNotTakenForTheDatabase(CapturedOutput output) {
		try (Pooler pooler = Pooler.to(this.database, true)) {
			Announcements announcements = announcements(pooler);
			Listener listener = listen(announcements, pooler);
			await("it tries again").until(() -> announcements.isListening() || pooler.connections() > 1);
			assertThat(announcements.isListening()).isFalse();
			listener.stop();
			assertThat(output).containsOnlyOnce("data-connections.announcement.url");
		}
	}

	/** Waits double; that nothing hastens them is all that a busy machine can show. */
	@Test
	void databaseThatCannotBeListenedToIsTriedMoreAndMoreSeldom() {
		try (Pooler pooler = Pooler.to(this.database, true)) {
			Listener listener = listen(announcements(pooler), pooler);
			await().until(() -> pooler.connections() > 3);
			listener.stop();
			List<Duration> waits = pooler.waits();
			assertThat(waits.get(0)).isGreaterThan(Duration.ofMillis(190));
			assertThat(waits.get(1)).isGreaterThan(Duration.ofMillis(390));
			assertThat(waits.get(2)).isGreaterThan(Duration.ofMillis(790));
		}
	}

	private static Announcements announcements(Pooler line) {
		return new Announcements(Ticker.systemTicker(), new AnnouncementSettings(line.url(), Duration.ofMinutes(1)));
	}

	private Listener listen(Announcements announcements, Pooler line) {
		Listener listener = new Listener(announcements, Ticker.systemTicker(), new Details(this.database),
				new AnnouncementSettings(line.url(), Duration.ofMinutes(1)));
		listener.start();
		return listener;
	}

	private record Details(DriverManagerDataSource database) implements JdbcConnectionDetails {

		@Override
		public String getUsername() {
			return String.valueOf(this.database.getUsername());
		}

		@Override
		public String getPassword() {
			return String.valueOf(this.database.getPassword());
		}

		@Override
		public String getJdbcUrl() {
			return String.valueOf(this.database.getUrl());
		}

	}

}
