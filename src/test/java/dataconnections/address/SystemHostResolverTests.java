package dataconnections.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SystemHostResolverTests {

	private static final Executor VIRTUAL = Thread::startVirtualThread;

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	private final List<String> lookedUp = new CopyOnWriteArrayList<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final SystemHostResolver resolver = new SystemHostResolver(this::slow, 1, 1);

	@AfterEach
	void release() {
		this.released.countDown();
		this.resolver.close();
	}

	@Test
	void realResolverKnowsLocalhost() throws UnknownHostException {
		try (SystemHostResolver system = new SystemHostResolver()) {
			assertThat(system.resolve("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
		}
	}

	@Test
	void unknownNameIsSaidWithoutTheResolversWords() {
		try (SystemHostResolver failing = new SystemHostResolver((host) -> {
			throw new UnknownHostException(host + ": Name or service not known");
		}, 1, 1)) {
			assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> failing.resolve("a.example.com"))
				.withMessage("The url's host has no address: check its spelling.");
		}
	}

	@Test
	void interruptedCallerLeavesTheSlowLookUpBehind() throws InterruptedException {
		CompletableFuture<String> outcome = new CompletableFuture<>();
		Thread caller = Thread.startVirtualThread(() -> outcome.complete(outcome("slow.example.com")));
		this.begun.await();
		caller.interrupt();
		assertThat(outcome.join()).isEqualTo("The look-up of the url's host took too long and was given up. true");
	}

	@Test
	void lookUpRunsOnAPlatformDaemonThreadOfItsOwn() throws InterruptedException {
		CompletableFuture<String> outcome = CompletableFuture.supplyAsync(() -> outcome("a.example.com"), VIRTUAL);
		this.begun.await();
		this.released.countDown();
		outcome.join();
		assertThat(this.threads).singleElement().satisfies((thread) -> {
			assertThat(thread.isVirtual()).isFalse();
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	void sameNameIsLookedUpOnceForAllWhoAskMeanwhile() throws InterruptedException {
		CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> outcome("a.example.com"), VIRTUAL);
		this.begun.await();
		Thread second = Thread.startVirtualThread(() -> outcome("a.example.com"));
		while (second.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		this.released.countDown();
		second.join();
		assertThat(first.join()).isEqualTo("/8.8.8.8");
		assertThat(this.lookedUp).containsExactly("a.example.com");
		assertThat(outcome("a.example.com")).isEqualTo("/8.8.8.8");
		assertThat(this.lookedUp).hasSize(2);
	}

	@Test
	void fullQueueRefusesAtOnceAndRecovers() throws InterruptedException {
		CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> outcome("a.example.com"), VIRTUAL);
		this.begun.await();
		Thread second = Thread.startVirtualThread(() -> outcome("b.example.com"));
		while (second.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		assertThat(outcome("c.example.com"))
			.isEqualTo("Too many host names are being looked up: repeat the call later. false");
		this.released.countDown();
		assertThat(first.join()).isEqualTo("/8.8.8.8");
		second.join();
		assertThat(outcome("c.example.com")).isEqualTo("/8.8.8.8");
	}

	private String outcome(String host) {
		try {
			return this.resolver.resolve(host)[0].toString();
		}
		catch (UnknownHostException ex) {
			return ex.getMessage() + " " + Thread.currentThread().isInterrupted();
		}
	}

	private InetAddress[] slow(String host) {
		this.lookedUp.add(host);
		this.threads.add(Thread.currentThread());
		this.begun.countDown();
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return new InetAddress[] { InetAddress.ofLiteral("8.8.8.8") };
	}

}
