package dataconnections.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

import dataconnections.problem.ProblemException;
import dataconnections.problem.ProblemType;
import dataconnections.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a {@code multipart/form-data} request, streamed as it arrives and never
 * written to disk.
 */
class MultipartFile {

	private final FileItemIterator parts;

	private final FileItemStream file;

	private MultipartFile(FileItemIterator parts, FileItemStream file) {
		this.parts = parts;
		this.file = file;
	}

	static MultipartFile in(HttpServletRequest request) throws IOException {
		try {
			FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
			if (!parts.hasNext()) {
				throw ProblemException.invalid(Violation.body("missing", "The form has no part \"file\".", "file"));
			}
			FileItemStream part = parts.next();
			if (part.isFormField()) {
				throw unexpected(part);
			}
			return new MultipartFile(parts, part);
		}
		catch (FileUploadException | MultipartStream.MalformedStreamException ex) {
			throw malformed();
		}
	}

	InputStream open() throws IOException {
		return new FilterInputStream(this.file.openStream()) {

			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				try {
					return super.read(buffer, offset, length);
				}
				catch (MultipartStream.MalformedStreamException ex) {
					throw malformed();
				}
			}

		};
	}

	void throwIfMore() {
		try {
			if (this.parts.hasNext()) {
				throw unexpected(this.parts.next());
			}
		}
		catch (FileUploadException | MultipartStream.MalformedStreamException ex) {
			throw malformed();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The media type of the file, by its name where the part says nothing useful. */
	@Nullable String contentType() {
		String name = String.valueOf(this.file.getName()).toLowerCase(Locale.ROOT);
		if (name.endsWith(".csv") || name.endsWith(".tsv")) {
			return "text/csv";
		}
		if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
			return "application/x-ndjson";
		}
		return name.endsWith(".json") ? "application/json" : this.file.getContentType();
	}

	private static ProblemException unexpected(FileItemStream part) {
		return ProblemException.invalid(Violation.body("extra_forbidden",
				"The form must have one part only, the file; options are query parameters.",
				String.valueOf(part.getFieldName())));
	}

	private static ProblemException malformed() {
		return ProblemException.of(ProblemType.MALFORMED_REQUEST, "The body is no valid multipart/form-data.");
	}

}
