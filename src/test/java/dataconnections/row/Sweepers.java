package dataconnections.row;

import java.time.Duration;
import java.util.Map;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** The sweepers of any number of replicas. */
public final class Sweepers {

	private Sweepers() {
	}

	/** What one replica does at a time, in chunks of so many rows. */
	public static Runnable of(ApplicationContext service, int chunk) {
		return replica(service, chunk).getBean(Sweeper.class)::sweep;
	}

	/** A replica that sweeps all the time, and besides does another job at intervals. */
	public static AutoCloseable sweeping(ApplicationContext service, Class<?> job) {
		AnnotationConfigApplicationContext replica = replica(service, 5000, Schedule.class, job);
		return replica.getBean(ScheduledAnnotationBeanPostProcessor.class)::destroy;
	}

	/** It is not closed: that would tell the service that it ends. */
	@SuppressWarnings("resource")
	private static AnnotationConfigApplicationContext replica(ApplicationContext service, int chunk,
			Class<?>... others) {
		AnnotationConfigApplicationContext replica = new AnnotationConfigApplicationContext();
		replica.setParent(service);
		replica.registerBean(
				RowSettings.class, () -> new RowSettings(1, null, Duration.ofSeconds(10), null, null, 1,
						Duration.ofSeconds(1), Duration.ofSeconds(15), chunk, Duration.ofHours(24)),
				(settings) -> settings.setPrimary(true));
		replica.register(Expiry.class, AbandonedBatches.class, Purge.class, Sweeper.class);
		if (others.length > 0) {
			replica.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("often", Map.of("data-connections.row.sweep-interval", "1ms")));
			replica.register(others);
		}
		replica.refresh();
		return replica;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Schedule {

	}

}
