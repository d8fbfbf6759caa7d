package dataconnections.row;

import java.time.Duration;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The sweepers of any number of replicas. */
public final class Sweepers {

	private Sweepers() {
	}

	/** What one replica does at a time, in chunks of so many rows. */
	@SuppressWarnings("resource")
	public static Runnable of(ApplicationContext service, int chunk) {
		AnnotationConfigApplicationContext replica = new AnnotationConfigApplicationContext();
		replica.setParent(service);
		replica.registerBean(
				RowSettings.class, () -> new RowSettings(1, null, Duration.ofSeconds(10), null, null, 1,
						Duration.ofSeconds(1), Duration.ofSeconds(15), chunk, Duration.ofHours(24)),
				(settings) -> settings.setPrimary(true));
		replica.register(Expiry.class, OpenBatches.class, Purge.class, Sweeper.class);
		replica.refresh();
		return replica.getBean(Sweeper.class)::sweep;
	}

}
