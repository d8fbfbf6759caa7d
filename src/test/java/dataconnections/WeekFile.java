package dataconnections;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static java.util.stream.Collectors.joining;

/** A file of records as it is sent. */
final class WeekFile {

	private static final String CRLF = "\r\n";

	private final String type;

	private final byte[] body;

	private final List<String> headers;

	private WeekFile(String type, byte[] body, List<String> headers) {
		this.type = type;
		this.body = body;
		this.headers = headers;
	}

	/** The records from one number to another, in a version, in any format. */
	static WeekFile of(Random random, int from, int to, int version) {
		IntFunction<String> json = json(version);
		IntFunction<String> csv = (id) -> id + "," + version + ",\"Ada, \"\"" + version + "\"\"\"";
		List<WeekFile> formats = List.of(text("application/json", "{\"data\":[" + rows(from, to, json, ",") + "]}"),
				text("application/json", "[" + rows(from, to, json, ",") + "]"),
				text("application/x-ndjson", rows(from, to, json, "\n")),
				text("text/csv", "id,v,name" + CRLF + rows(from, to, csv, CRLF)),
				text("multipart/form-data; boundary=seven",
						"--seven\r\nContent-Disposition: form-data; name=file; filename=all.ndjson\r\n\r\n"
								+ rows(from, to, json, "\n") + "\r\n--seven--\r\n"));
		WeekFile file = formats.get(random.nextInt(formats.size()));
		return random.nextBoolean() ? file : file.zipped();
	}

	/** Its {@code Content-Type}. */
	String type() {
		return this.type;
	}

	byte[] body() {
		return this.body;
	}

	/** Names and values of further headers, in turn. */
	List<String> headers() {
		return this.headers;
	}

	static byte[] ndjson(int from, int to, int version) {
		return rows(from, to, json(version), "\n").getBytes(StandardCharsets.UTF_8);
	}

	private static IntFunction<String> json(int version) {
		return (id) -> "{\"id\":" + id + ",\"v\":" + version + ",\"name\":\"Ada, \\\"" + version + "\\\"\"}";
	}

	private static WeekFile text(String type, String body) {
		return new WeekFile(type, body.getBytes(StandardCharsets.UTF_8), List.of());
	}

	private static String rows(int from, int to, IntFunction<String> row, String separator) {
		return IntStream.range(from, to).mapToObj(row).collect(joining(separator));
	}

	private WeekFile zipped() {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write(this.body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new WeekFile(this.type, zipped.toByteArray(), List.of("Content-Encoding", "gzip"));
	}

}
