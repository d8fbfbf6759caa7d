package dataconnections.source;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Calls what a connection's url names.
 */
public final class Upstream {

	private final Exchanges exchanges;

	private final Ticker ticker;

	private final ThreadFactory threads = Thread.ofVirtual().name("upstream-", 0).factory();

	Upstream(Exchanges exchanges, Ticker ticker) {
		this.exchanges = exchanges;
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
		URI url;
		try {
			url = TargetUrl.of(request.url());
		}
		catch (InvalidTargetException ex) {
			return new Outcome.Failed(Failure.INVALID_URL, null, ex.sentence(), null);
		}
		List<HeaderRules.Fault> faults = HeaderRules.check(request.headers());
		if (!faults.isEmpty()) {
			return new Outcome.Failed(Failure.INVALID_HEADER, null, faults.getFirst().msg(), null);
		}
		FutureTask<Outcome> call = new FutureTask<>(() -> this.exchanges.exchange(brandId, url, request).outcome());
		return await(call, Deadline.in(timeout, this.ticker));
	}

	private Outcome await(FutureTask<Outcome> call, Deadline deadline) throws InterruptedException {
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

}
