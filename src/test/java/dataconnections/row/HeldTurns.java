package dataconnections.row;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.springframework.context.ApplicationContext;

/** Look-ups of a brand that are in the database, for as long as a test wants. */
public final class HeldTurns implements AutoCloseable {

	private final CountDownLatch end = new CountDownLatch(1);

	private final List<CompletableFuture<Void>> held = new ArrayList<>();

	private HeldTurns() {
	}

	public static HeldTurns hold(ApplicationContext service, UUID brand, int count) {
		LookupTurns turns = service.getBean(LookupTurns.class);
		HeldTurns held = new HeldTurns();
		CountDownLatch begun = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			held.held.add(CompletableFuture.runAsync(() -> turns.in(brand, () -> {
				begun.countDown();
				await(held.end);
				return "";
			}), Thread::startVirtualThread));
		}
		await(begun);
		return held;
	}

	@Override
	public void close() {
		this.end.countDown();
		this.held.forEach(CompletableFuture::join);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
