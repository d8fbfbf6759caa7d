package dataconnections.row;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is. A place that becomes free goes to the brand that holds the fewest of
 * those that wait, in turn among equals; within a brand, whoever came first is first. No
 * brand holds all places.
 */
final class TurnOrder {

	private final int perBrand;

	private int free;

	/** Those that hold, wait or have come. */
	private final Map<UUID, Share> shares = new HashMap<>();

	/** Those that wait. */
	private final Set<Share> line = new LinkedHashSet<>();

	TurnOrder(int places, int perBrand) {
		this.free = places;
		this.perBrand = perBrand;
	}

	/** False when so many of the brand have come already. */
	synchronized boolean come(UUID brand, int most) {
		Share share = of(brand);
		if (share.come >= most) {
			return false;
		}
		share.come++;
		return true;
	}

	synchronized void go(UUID brand) {
		Share share = of(brand);
		share.come--;
		forget(share);
	}

	/** A turn, which is complete when it begins. */
	synchronized CompletableFuture<Boolean> take(UUID brand) {
		CompletableFuture<Boolean> turn = new CompletableFuture<>();
		Share share = of(brand);
		share.waiting.add(turn);
		this.line.add(share);
		next();
		return turn;
	}

	/** Forgets turns that were given up: completed before they began. */
	synchronized void leave(UUID brand) {
		Share share = of(brand);
		share.waiting.removeIf(CompletableFuture::isDone);
		if (share.waiting.isEmpty()) {
			this.line.remove(share);
		}
		forget(share);
	}

	/** A turn that has begun ends. */
	synchronized void end(UUID brand) {
		Share share = of(brand);
		share.held--;
		this.free++;
		next();
		forget(share);
	}

	private void next() {
		Share share = (this.free > 0) ? first() : null;
		while (share != null) {
			this.line.remove(share);
			if (share.begin()) {
				this.free--;
			}
			if (!share.waiting.isEmpty()) {
				this.line.add(share);
			}
			share = (this.free > 0) ? first() : null;
		}
	}

	private @Nullable Share first() {
		return this.line.stream()
			.filter((share) -> share.held < this.perBrand)
			.min(Comparator.comparingInt((share) -> share.held))
			.orElse(null);
	}

	private Share of(UUID brand) {
		return this.shares.computeIfAbsent(brand, Share::new);
	}

	private void forget(Share share) {
		if (share.held == 0 && share.come == 0 && share.waiting.isEmpty()) {
			this.shares.remove(share.brand);
		}
	}

	private static final class Share {

		private final UUID brand;

		private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();

		private int come;

		private int held;

		Share(UUID brand) {
			this.brand = brand;
		}

		/** False when nobody waits any more. */
		boolean begin() {
			while (!this.waiting.isEmpty()) {
				if (this.waiting.remove().complete(true)) {
					this.held++;
					return true;
				}
			}
			return false;
		}

	}

}
