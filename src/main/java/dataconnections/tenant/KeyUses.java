package dataconnections.tenant;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers that keys were used, and writes it down once a minute or so, all keys
 * together. A request costs one look into a map.
 */
@Component
class KeyUses {

	private static final Logger logger = LoggerFactory.getLogger(KeyUses.class);

	private static final String INTERVAL = "${data-connections.keys.last-used-interval:1m}";

	/** In the order of the keys, so that replicas cannot block each other. */
	private static final String WRITE = """
			INSERT INTO api_key_use (api_key_id, last_used_at)
			SELECT api_key.id, used.at FROM unnest(?::text[]::uuid[], ?::text[]::timestamptz[]) AS used (id, at)
			JOIN api_key ON api_key.id = used.id ORDER BY api_key.id
			ON CONFLICT (api_key_id)
			DO UPDATE SET last_used_at = greatest(api_key_use.last_used_at, excluded.last_used_at)""";

	private final Map<UUID, Instant> unwritten = new ConcurrentHashMap<>();

	private final JdbcClient jdbc;

	private final Clock clock;

	KeyUses(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The first use since the last writing counts. */
	void note(UUID key) {
		if (!this.unwritten.containsKey(key)) {
			this.unwritten.put(key, this.clock.instant());
		}
	}

	@Scheduled(fixedDelayString = INTERVAL, initialDelayString = INTERVAL)
	@EventListener(ContextClosedEvent.class)
	void write() {
		Map<UUID, Instant> uses = Map.copyOf(this.unwritten);
		if (uses.isEmpty()) {
			return;
		}
		String[] keys = new String[uses.size()];
		String[] times = new String[uses.size()];
		int next = 0;
		for (Map.Entry<UUID, Instant> use : uses.entrySet()) {
			keys[next] = use.getKey().toString();
			times[next++] = use.getValue().toString();
		}
		try {
			this.jdbc.sql(WRITE).param(keys).param(times).update();
			uses.forEach(this.unwritten::remove);
		}
		catch (DataAccessException ex) {
			logger.warn("When keys were last used could not be written, and will be tried again: {}", ex.toString());
		}
	}

}
