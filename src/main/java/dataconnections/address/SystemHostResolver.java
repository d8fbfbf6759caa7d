package dataconnections.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The operating system's resolver, which cannot be interrupted: it runs on a few threads
 * of its own, and who waits for it can leave. Callers that ask for the same name at the
 * same time share one look-up.
 */
final class SystemHostResolver implements HostResolver, AutoCloseable {

	private static final int THREADS = 32;

	private static final int WAITING = 256;

	private final HostResolver blocking;

	private final ThreadPoolExecutor threads;

	private final Map<String, CompletableFuture<InetAddress[]>> underway = new ConcurrentHashMap<>();

	SystemHostResolver() {
		this(InetAddress::getAllByName, THREADS, WAITING);
	}

	SystemHostResolver(HostResolver blocking, int threads, int waiting) {
		this.blocking = blocking;
		this.threads = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(waiting), Thread.ofPlatform().daemon().name("dns-", 0).factory());
		this.threads.allowCoreThreadTimeOut(true);
	}

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		try {
			return join(host).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownHostException("The look-up of the url's host took too long and was given up.");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof BusyResolverException busy) {
				throw busy;
			}
			throw new UnknownHostException("The url's host has no address: check its spelling.");
		}
	}

	private CompletableFuture<InetAddress[]> join(String host) throws UnknownHostException {
		CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
		CompletableFuture<InetAddress[]> earlier = this.underway.putIfAbsent(host, mine);
		if (earlier != null) {
			return earlier;
		}
		try {
			this.threads.execute(() -> lookUp(host, mine));
			return mine;
		}
		catch (RejectedExecutionException ex) {
			UnknownHostException refusal = new BusyResolverException();
			this.underway.remove(host, mine);
			mine.completeExceptionally(refusal);
			throw refusal;
		}
	}

	private void lookUp(String host, CompletableFuture<InetAddress[]> answer) {
		try {
			InetAddress[] addresses = this.blocking.resolve(host);
			this.underway.remove(host, answer);
			answer.complete(addresses);
		}
		catch (UnknownHostException | RuntimeException ex) {
			this.underway.remove(host, answer);
			answer.completeExceptionally(ex);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
