package dataconnections.secret;

import org.springframework.context.SmartLifecycle;

/**
 * Checks the keys after the database is migrated and before anybody is answered.
 */
class KeyGuard implements SmartLifecycle {

	private final KeyCheck check;

	private volatile boolean running;

	KeyGuard(KeyCheck check) {
		this.check = check;
	}

	@Override
	public void start() {
		this.check.establish();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
