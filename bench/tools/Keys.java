import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many rows plain JDBC reads by many keys at a time, without HTTP and JSON.
 *
 * <pre>
 * java -cp postgresql.jar Keys.java URL CONNECTION FROM COUNT PER-STATEMENT THREADS WARMUP SECONDS SEED
 * </pre>
 *
 * Says what load.lua says, and the hundredths of CPU seconds it took.
 */
public class Keys {

	private static final String FIND_ALL = "SELECT key, data::text FROM row WHERE connection_id = ? AND key = ANY (?)";

	public static void main(String[] args) throws Exception {
		int threads = Integer.parseInt(args[5]);
		run(args, threads, Integer.parseInt(args[6]));
		long cpu = cpu();
		long from = System.nanoTime();
		List<Long> latencies = run(args, threads, Integer.parseInt(args[7]));
		long micros = (System.nanoTime() - from) / 1000;
		Collections.sort(latencies);
		System.out.printf("result %d %d 0 %d %d%n", latencies.size(), micros, latencies.get(latencies.size() / 2),
				latencies.get(latencies.size() * 99 / 100));
		System.out.printf("cpu %d%n", (cpu() - cpu) / 10_000_000);
	}

	private static List<Long> run(String[] args, int threads, int seconds) throws Exception {
		List<Long> all = new ArrayList<>();
		try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
			List<Callable<List<Long>>> tasks = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				SplittableRandom random = new SplittableRandom(Long.parseLong(args[8]) * 1000 + i);
				tasks.add(() -> read(args, random, System.nanoTime() + seconds * 1_000_000_000L));
			}
			for (Future<List<Long>> done : pool.invokeAll(tasks)) {
				all.addAll(done.get());
			}
		}
		return all;
	}

	private static List<Long> read(String[] args, SplittableRandom random, long until) throws SQLException {
		List<Long> latencies = new ArrayList<>();
		try (Connection connection = DriverManager.getConnection(args[0]);
				PreparedStatement select = connection.prepareStatement(FIND_ALL)) {
			while (System.nanoTime() < until) {
				long from = System.nanoTime();
				select.setObject(1, UUID.fromString(args[1]));
				select.setArray(2, connection.createArrayOf("text", keys(args, random)));
				try (ResultSet rows = select.executeQuery()) {
					while (rows.next()) {
						rows.getBytes(1);
						rows.getBytes(2);
					}
				}
				latencies.add((System.nanoTime() - from) / 1000);
			}
		}
		return latencies;
	}

	private static String[] keys(String[] args, SplittableRandom random) {
		String[] keys = new String[Integer.parseInt(args[4])];
		for (int i = 0; i < keys.length; i++) {
			keys[i] = String.valueOf(Integer.parseInt(args[2]) + random.nextInt(Integer.parseInt(args[3])));
		}
		return keys;
	}

	private static long cpu() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
	}

}
