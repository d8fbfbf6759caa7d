package dataconnections.upload;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import dataconnections.row.FieldTypes;
import dataconnections.wire.RowJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.MappingIterator;

/**
 * Rows a second from bytes to what is copied into the database, without the database.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(ParserBenchmark.ROWS)
public class ParserBenchmark {

	static final int ROWS = 1000;

	private static final long MAX_ROW = 2 * 1024 * 1024;

	private final byte[] csv = csv();

	private final byte[] ndjson = ndjson();

	@Benchmark
	public void csv(Blackhole rows) {
		csv(new CsvRow(false), rows);
	}

	@Benchmark
	public void csvWithInferredTypes(Blackhole rows) {
		csv(new CsvRow(true), rows);
	}

	@Benchmark
	public void ndjson(Blackhole rows) {
		RowEncoder encoder = new RowEncoder("user_id", MAX_ROW, new FieldTypes());
		try (JsonParser parser = RowJson.factory().createParser(ObjectReadContext.empty(), reader(this.ndjson))) {
			while (parser.nextToken() == JsonToken.START_OBJECT) {
				rows.consume(encoder.encode(parser, null));
			}
		}
	}

	private void csv(CsvRow row, Blackhole rows) {
		RowEncoder encoder = new RowEncoder("user_id", MAX_ROW, new FieldTypes());
		try (MappingIterator<String[]> records = CsvFormat.records(reader(this.csv), ',')) {
			String[] header = records.nextValue();
			while (records.hasNextValue()) {
				try (JsonParser parser = row.parser(header, records.nextValue())) {
					rows.consume(encoder.encode(parser, null));
				}
			}
		}
	}

	private static Reader reader(byte[] text) {
		return new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8);
	}

	private static byte[] csv() {
		StringBuilder text = new StringBuilder("user_id,name,email,city,tier,points,last_order,note\n");
		for (int i = 0; i < ROWS; i++) {
			text.append("%d,Ada Lovelace,customer%d@mail.example,London,gold,%d,2025-11-%02d,\"Likes Köln, and %d\"\n"
				.formatted(1_000_000 + i, i, i * 7, 1 + i % 28, i));
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] ndjson() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < ROWS; i++) {
			text.append(("{\"user_id\":\"%d\",\"name\":\"Ada Lovelace\",\"email\":\"customer%d@mail.example\","
					+ "\"city\":\"London\",\"tier\":\"gold\",\"points\":\"%d\",\"last_order\":\"2025-11-%02d\","
					+ "\"note\":\"Likes Köln, and %d\"}\n")
				.formatted(1_000_000 + i, i, i * 7, 1 + i % 28, i));
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

}
