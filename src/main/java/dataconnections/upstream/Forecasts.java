package dataconnections.upstream;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dataconnections.address.GuardedResolver;

/**
 * Tells what a call would meet, without making it.
 */
public final class Forecasts {

	private final Safeguards safeguards;

	private final GuardedResolver resolver;

	Forecasts(Safeguards safeguards, GuardedResolver resolver) {
		this.safeguards = safeguards;
		this.resolver = resolver;
	}

	/**
	 * How the destination of a call stands with this process.
	 * @param brandId who would call
	 * @param url what would be called
	 * @return what a call would find now
	 */
	public Condition condition(UUID brandId, URI url) {
		Safeguards.Condition found = this.safeguards.condition(brandId, url);
		return new Condition(Breaker.word(found.state()), found.left(), found.retries());
	}

	/**
	 * Looks the address of a host up, and judges it. The thread is the look-up's own:
	 * whoever gives up interrupts it.
	 * @param host the url's host
	 * @param timeout how long it is waited for
	 * @return why it could not be called, if so
	 */
	public Optional<Failure> lookUp(String host, Duration timeout) {
		FutureTask<Optional<Failure>> lookUp = new FutureTask<>(Inherited.by(() -> failure(host)));
		Thread.ofVirtual().name("explain").start(lookUp);
		try {
			return lookUp.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return Optional.of(Failure.TIMEOUT);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.of(Failure.TIMEOUT);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("An explanation broke off", ex.getCause());
		}
		finally {
			lookUp.cancel(true);
		}
	}

	private Optional<Failure> failure(String host) {
		try {
			this.resolver.resolve(host);
			return Optional.empty();
		}
		catch (UnknownHostException ex) {
			return Optional.of(IoFailures.of(ex));
		}
	}

	/**
	 * What a call would find.
	 *
	 * @param state closed, open or half_open
	 * @param left for how long the destination is left alone yet
	 * @param retries how many retries its budget has left
	 */
	public record Condition(String state, Duration left, int retries) {
	}

}
