package dataconnections.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.address.InvalidTargetException;
import dataconnections.address.TargetUrl;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Calls what a connection's url names.
 */
public final class Upstream {

	private final Exchanges exchanges;

	private final Retries retries;

	private final Safeguards safeguards;

	private final CallMetrics metrics;

	private final ObservationRegistry observations;

	private final Ticker ticker;

	private final ThreadFactory threads = Thread.ofVirtual().name("upstream-", 0).factory();

	Upstream(Exchanges exchanges, Retries retries, Safeguards safeguards, CallMetrics metrics,
			ObservationRegistry observations, Ticker ticker) {
		this.exchanges = exchanges;
		this.retries = retries;
		this.safeguards = safeguards;
		this.metrics = metrics;
		this.observations = observations;
		this.ticker = ticker;
	}

	/**
	 * Makes one call and waits for its outcome.
	 * @param brandId who calls; brands share neither connections nor breakers
	 * @param request what is sent
	 * @param timeout how long the call may take in all, retries and waiting included
	 * @param retries how often the request may be sent again after a failure that may
	 * pass, whatever its method; 0 to 10
	 * @return how it ended, at the latest when the timeout is over
	 * @throws InterruptedException when the caller was interrupted; the call is given up,
	 * its connection closed
	 */
	public Outcome call(UUID brandId, OutgoingRequest request, Duration timeout, int retries)
			throws InterruptedException {
		Deadline deadline = Deadline.in(timeout, this.ticker);
		Observation observation = Observation.createNotStarted("upstream.call", this.observations);
		return observation.observeChecked(() -> {
			Outcome outcome = await(() -> outcome(brandId, request, deadline, retries), deadline);
			this.metrics.count(outcome, timeout.minus(deadline.left()));
			observation.lowCardinalityKeyValue("outcome", CallMetrics.word(outcome));
			return outcome;
		});
	}

	/** The thread is the call's own: whoever gives up interrupts it and need not wait. */
	private Outcome await(Callable<Outcome> work, Deadline deadline) throws InterruptedException {
		FutureTask<Outcome> call = new FutureTask<>(Inherited.by(work));
		this.threads.newThread(call).start();
		try {
			return call.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return Outcome.Failed.of(Failure.TIMEOUT);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("An outgoing call broke off", ex.getCause());
		}
		finally {
			call.cancel(true);
		}
	}

	private Outcome outcome(UUID brandId, OutgoingRequest request, Deadline deadline, int retries)
			throws InterruptedException {
		List<HeaderRules.Fault> faults = HeaderRules.check(request.headers());
		if (!faults.isEmpty()) {
			return new Outcome.Failed(Failure.INVALID_HEADER, null, faults.getFirst().msg(), null);
		}
		try {
			URI url = TargetUrl.of(request.url());
			return this.safeguards.run(brandId, url, (mayRetry) -> {
				Outcome outcome = this.retries.run(() -> this.exchanges.exchange(brandId, url, request), retries,
						deadline, () -> this.metrics.countRetry(mayRetry.getAsBoolean()));
				return givenUp(deadline) ? Outcome.Failed.of(Failure.TIMEOUT) : outcome;
			});
		}
		catch (InvalidTargetException ex) {
			return new Outcome.Failed(Failure.INVALID_URL, null, ex.sentence(), null);
		}
	}

	/** Whether it was ended from outside; then how the exchange ended says nothing. */
	private static boolean givenUp(Deadline deadline) throws InterruptedException {
		boolean interrupted = Thread.interrupted();
		if (interrupted && !deadline.isOver()) {
			throw new InterruptedException();
		}
		return interrupted;
	}

}
