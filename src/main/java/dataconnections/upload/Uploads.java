package dataconnections.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import dataconnections.connection.Connection;
import dataconnections.idempotency.Once;
import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.row.Rows;
import dataconnections.row.Staging;
import dataconnections.wire.RowJson;
import dataconnections.wire.Utf8;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;

/**
 * Takes one upload request from its body to published rows. All or nothing.
 */
@Service
@EnableConfigurationProperties(UploadSettings.class)
class Uploads {

	private final Rows rows;

	private final long maxRow;

	private final JsonFactory json;

	private final UploadMetrics metrics;

	Uploads(Rows rows, UploadSettings settings, UploadMetrics metrics) {
		this.rows = rows;
		this.metrics = metrics;
		this.maxRow = settings.maxRowSize().toBytes();
		this.json = RowJson.factory(this.maxRow);
	}

	ResponseEntity<UploadReport> upload(Connection connection, HttpServletRequest request, UploadOptions options,
			boolean inferTypes, Once once) throws IOException {
		try (Staging staging = this.rows.stage(connection)) {
			Intake intake = new Intake(connection, staging, this.maxRow);
			UploadOptions read = read(connection, request, intake, options, inferTypes);
			intake.throwIfRefused();
			ResponseEntity<UploadReport> answer = finish(staging, read, once);
			this.metrics.count(Objects.requireNonNull(answer.getBody()));
			return answer;
		}
		catch (IOException | RuntimeException ex) {
			this.metrics.count(ex);
			throw ex;
		}
	}

	private UploadOptions read(Connection connection, HttpServletRequest request, Intake intake, UploadOptions options,
			boolean inferTypes) throws IOException {
		if (!"multipart/form-data".equals(essence(request.getContentType()))) {
			return read(connection, request.getContentType(), request.getInputStream(), intake, options, inferTypes);
		}
		MultipartFile file = MultipartFile.in(request);
		UploadOptions read = read(connection, file.contentType(), file.open(), intake, options, inferTypes);
		file.throwIfMore();
		return read;
	}

	private UploadOptions read(Connection connection, @Nullable String contentType, InputStream body, Intake intake,
			UploadOptions options, boolean inferTypes) {
		Reader reader = Utf8.reader(body);
		switch (essence(contentType)) {
			case "application/json" -> {
				return new JsonFormat(intake, options).read(this.json, reader);
			}
			case "application/x-ndjson", "application/ndjson", "application/jsonl" ->
				new NdjsonFormat(intake).read(this.json, reader);
			case "text/csv", "text/tab-separated-values", "application/csv" ->
				new CsvFormat(intake, connection.primaryKey(), inferTypes, this.maxRow).read(reader);
			default -> throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
					"Rows come as application/json, application/x-ndjson, text/csv, or one file of multipart/form-data.");
		}
		return options;
	}

	private ResponseEntity<UploadReport> finish(Staging staging, UploadOptions options, Once once) {
		UUID batch = (options.batch() != null) ? options.batch() : UUID.randomUUID();
		Staging.Last<ResponseEntity<UploadReport>> report = (transaction, published) -> once.keep(transaction,
				ResponseEntity.ok(new UploadReport(UUID.randomUUID(), batch, options.completed(), staging.rows(),
						published.inserted(), published.updated())));
		return options.completed() ? staging.publish(options.batch(), options.ttlSeconds(), report)
				: staging.keep(batch, options.ttlSeconds(), report);
	}

	private static String essence(@Nullable String contentType) {
		if (contentType == null) {
			return "";
		}
		try {
			MediaType type = MediaType.parseMediaType(contentType);
			return (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
		}
		catch (InvalidMediaTypeException ex) {
			return "";
		}
	}

}
