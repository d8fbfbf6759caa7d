package dataconnections.row;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * A thread for the sweeper alone: a sweep may last for hours, and everything else that is
 * done at intervals shares one thread.
 */
@Configuration(proxyBeanMethods = false)
class SweepingThread {

	static final String NAME = "sweeping";

	@Bean(name = NAME, defaultCandidate = false)
	TaskScheduler sweepingScheduler() {
		SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
		scheduler.setVirtualThreads(true);
		scheduler.setThreadNamePrefix(NAME);
		return scheduler;
	}

}
