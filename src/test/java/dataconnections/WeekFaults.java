package dataconnections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.awaitility.Awaitility.await;

/** What goes wrong while the service is in use, one thing after the other. */
final class WeekFaults implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(WeekFaults.class);

	private final Week week;

	private final Random random;

	WeekFaults(Week week, Random random) {
		this.week = week;
		this.random = random;
	}

	@Override
	public void run() {
		List<Fault> faults = new ArrayList<>();
		while (!this.week.isOver()) {
			if (faults.isEmpty()) {
				Collections.addAll(faults, Fault.values());
				Collections.shuffle(faults, this.random);
			}
			Fault fault = faults.removeFirst();
			logger.info("Now: {}", fault);
			happen(fault);
			this.week.findings().count("faults: " + fault);
			awaitRecovery(fault);
			last(500, 3_000);
		}
	}

	private void happen(Fault fault) {
		switch (fault) {
			case KILLED -> {
				this.week.service().kill();
				this.week.judge().readLog(this.week.service());
				this.week.serveBy(this.week.startService());
			}
			case TERMINATED -> {
				terminate(this.week.service());
				this.week.serveBy(this.week.startService());
			}
			case REPLACED -> {
				ServiceProcess old = this.week.service();
				this.week.serveBy(this.week.startService());
				terminate(old);
			}
			case SESSIONS_ENDED -> this.week.postgres()
				.jdbc()
				.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = ?")
				.param(Week.APPLICATION)
				.query(Long.class)
				.single();
			case DATABASE_KILLED -> {
				this.week.postgres().kill();
				last(0, 2_000);
				this.week.postgres().startAgain();
			}
			case LINE_CUT -> {
				this.week.line().cut();
				last(500, 3_000);
				this.week.line().repair();
			}
			case LINE_SILENT -> {
				this.week.line().silence();
				last(500, 5_000);
				this.week.line().repair();
			}
			case LINE_SLOW -> {
				this.week.line().delay(Duration.ofMillis(5 + this.random.nextInt(60)));
				last(1_000, 4_000);
				this.week.line().repair();
			}
		}
	}

	private void terminate(ServiceProcess service) {
		service.terminate();
		int code = service.exitCode();
		this.week.findings().check(code == 128 + 15, "The service ended with " + code);
		this.week.judge().readLog(service);
	}

	private void awaitRecovery(Fault fault) {
		await(fault + " is over").atMost(Duration.ofSeconds(60))
			.until(() -> this.week.send("GET", "/connections?limit=1", "")
				.filter((answer) -> answer.status() == 200)
				.isPresent());
	}

	/** How long a state lasts, in milliseconds. */
	private void last(int least, int most) {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(least + this.random.nextInt(most - least)));
	}

	private enum Fault {

		KILLED, TERMINATED, REPLACED, SESSIONS_ENDED, DATABASE_KILLED, LINE_CUT, LINE_SILENT, LINE_SLOW

	}

}
