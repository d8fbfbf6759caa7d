package dataconnections.upload;

import java.io.PushbackReader;
import java.io.Reader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.problem.Violation;
import dataconnections.wire.RowJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Rows as CSV (RFC 4180): a header, then a record a line; quoted values may hold line
 * ends.
 */
class CsvFormat {

	private static final CsvMapper MAPPER = CsvMapper.builder(RowJson.csvFactory())
		.enable(CsvReadFeature.WRAP_AS_ARRAY)
		.build();

	private final Intake intake;

	private final String primaryKey;

	private final long maxRow;

	private final CsvRow row;

	CsvFormat(Intake intake, String primaryKey, boolean inferTypes, long maxRow) {
		this.intake = intake;
		this.primaryKey = primaryKey;
		this.maxRow = maxRow;
		this.row = new CsvRow(primaryKey, inferTypes);
	}

	void read(Reader body) {
		PushbackReader reader = new PushbackReader(body, Delimiter.LOOKAHEAD);
		RecordBound bound = new RecordBound(reader, this.maxRow);
		long line = 1;
		try (MappingIterator<String[]> records = records(bound, new Delimiter(this.primaryKey).of(reader))) {
			String[] header = header(records);
			line = nextLine(records);
			bound.nextRecord();
			while (records.hasNextValue()) {
				record(header, records.nextValue(), line);
				line = nextLine(records);
				bound.nextRecord();
			}
		}
		catch (RowTooLargeException | StreamConstraintsException ex) {
			throw tooLarge(line);
		}
		catch (DatabindException ex) {
			throw (ex.getCause() instanceof RowTooLargeException) ? tooLarge(line) : ex;
		}
		catch (StreamReadException ex) {
			throw fault(line, "csv_invalid", "The record is no valid CSV: " + ex.getOriginalMessage() + ".");
		}
	}

	private String[] header(MappingIterator<String[]> records) {
		while (records.hasNextValue()) {
			String[] header = records.nextValue();
			if (!isBlank(header)) {
				check(header);
				return header;
			}
		}
		throw ProblemException.of(ProblemType.MALFORMED_REQUEST,
				"The body is empty: its first line must name the columns.");
	}

	private static boolean isBlank(String[] values) {
		return values.length == 1 && values[0].isEmpty();
	}

	private void record(String[] header, String[] values, long line) {
		if (isBlank(values)) {
			return;
		}
		if (values.length != header.length) {
			this.intake.refuse("ragged_row", "The record has %d values where the header names %d columns."
				.formatted(values.length, header.length), "line", line);
			return;
		}
		try (JsonParser parser = this.row.parser(header, values)) {
			this.intake.row(parser, null, "line", line);
		}
	}

	private void check(String[] header) {
		Set<String> names = new HashSet<>();
		for (String name : header) {
			if (name.indexOf('\0') >= 0) {
				throw fault(1, "nul", "The header holds the character U+0000, which cannot be stored: remove it.");
			}
			if (name.length() > RowJson.MAX_NAME) {
				throw fault(1, "name_too_long",
						"The header names a column with more than 2,048 characters: shorten its name.");
			}
			if (!names.add(name)) {
				throw fault(1, "duplicate", "The header names the column \"" + name + "\" twice.");
			}
		}
		if (!names.contains(this.primaryKey)) {
			throw fault(1, "missing", "The header has no column \"" + this.primaryKey
					+ "\", the primary key of this connection. It names " + abbreviated(List.of(header)) + ".");
		}
	}

	static MappingIterator<String[]> records(Reader reader, char delimiter) {
		return MAPPER.readerFor(String[].class)
			.with(CsvSchema.emptySchema().withColumnSeparator(delimiter))
			.readValues(reader);
	}

	private static long nextLine(MappingIterator<String[]> records) {
		return records.currentLocation().getLineNr();
	}

	private static String abbreviated(List<String> names) {
		String all = names.toString();
		return (all.length() > 200) ? all.substring(0, 200) + "…" : all;
	}

	private ProblemException tooLarge(long line) {
		return ProblemException.of(ProblemType.CONTENT_TOO_LARGE,
				"The record that begins on line " + line + " is larger than " + this.maxRow
						+ " bytes (data-connections.rows.max-row-size). Is a quote left open?");
	}

	private static ProblemException fault(long line, String type, String sentence) {
		return ProblemException.invalid(Violation.body(type, sentence, "line", line));
	}

}
