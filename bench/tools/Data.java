import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.SplittableRandom;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Customers made from a seed: the same rows for the same arguments, on every machine.
 *
 * <pre>
 * java Data.java csv|ndjson|wide ROWS SEED
 * </pre>
 *
 * Wide rows are CSV of about 1,000 bytes; a hundred thousand keys are repeated in them.
 * Otherwise keys are 1000000, 1000001, ... in a shuffled order, as files of a real CRM are seldom sorted.
 */
public class Data {

	private static final String[] FIRST = { "Ada", "Grace", "Linus", "Margaret", "Edsger", "Barbara", "Alan", "Radia",
			"Donald", "Frances", "Søren", "Zoë" };

	private static final String[] LAST = { "Lovelace", "Hopper", "Torvalds", "Hamilton", "Dijkstra", "Liskov", "Turing",
			"Perlman", "Knuth", "Allen", "O'Neil", "Müller" };

	private static final String[] CITY = { "London", "New York", "Helsinki", "Boston", "Rotterdam", "Los Angeles",
			"Manchester", "Seattle", "Milwaukee", "Köln" };

	private static final String[] TIER = { "bronze", "silver", "gold", "platinum" };

	public static void main(String[] args) throws IOException {
		boolean csv = !args[0].equals("ndjson");
		int rows = Integer.parseInt(args[1]);
		SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]));
		try (Writer out = new BufferedWriter(new OutputStreamWriter(System.out, UTF_8), 1 << 16)) {
			if (csv) {
				out.write("user_id,name,email,city,tier,points,last_order,note\n");
			}
			if (args[0].equals("wide")) {
				wide(rows, random, out);
				return;
			}
			for (int key : shuffled(rows, random)) {
				out.write(row(key, random, csv));
			}
		}
	}

	private static void wide(int rows, SplittableRandom random, Writer out) throws IOException {
		String filling = ",\"" + "x".repeat(860);
		for (int i = 0; i < rows; i++) {
			out.write(row(1_000_000 + i % 100_000, random, true).replace(",\"", filling));
		}
	}

	private static int[] shuffled(int rows, SplittableRandom random) {
		int[] keys = new int[rows];
		for (int i = 0; i < rows; i++) {
			int at = random.nextInt(i + 1);
			keys[i] = keys[at];
			keys[at] = 1_000_000 + i;
		}
		return keys;
	}

	private static String row(int key, SplittableRandom random, boolean csv) {
		String first = pick(FIRST, random);
		String last = pick(LAST, random);
		String email = "customer" + key + "@mail.example";
		String order = "20%02d-%02d-%02d".formatted(20 + random.nextInt(6), 1 + random.nextInt(12),
				1 + random.nextInt(28));
		String note = "Likes " + pick(CITY, random) + ", " + pick(TIER, random) + " and " + random.nextInt(1_000_000);
		String format = csv ? "%d,%s %s,%s,%s,%s,%d,%s,\"%s\"\n"
				: "{\"user_id\":\"%d\",\"name\":\"%s %s\",\"email\":\"%s\",\"city\":\"%s\",\"tier\":\"%s\","
						+ "\"points\":\"%d\",\"last_order\":\"%s\",\"note\":\"%s\"}\n";
		return format.formatted(key, first, last, email, pick(CITY, random), pick(TIER, random),
				random.nextInt(100_000), order, note);
	}

	private static String pick(String[] from, SplittableRandom random) {
		return from[random.nextInt(from.length)];
	}

}
