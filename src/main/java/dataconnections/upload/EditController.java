package dataconnections.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.row.FieldTypes;
import dataconnections.row.Key;
import dataconnections.row.RowEdits;
import dataconnections.row.RowEdits.Change;
import dataconnections.row.Rows;
import dataconnections.row.Staging;
import dataconnections.row.Staging.Published;
import dataconnections.tenant.Brand;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/data-connections/v1/connections/{connectionId}")
class EditController {

	private final Connections connections;

	private final Rows rows;

	private final RowEdits edits;

	private final Uploads uploads;

	EditController(Connections connections, Rows rows, RowEdits edits, Uploads uploads) {
		this.connections = connections;
		this.rows = rows;
		this.edits = edits;
		this.uploads = uploads;
	}

	@PutMapping("/update_data")
	Replaced replace(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody JsonNode body) {
		Connection connection = this.connections.get(brand, connectionId);
		List<Edit> items = edits(body, connection);
		try (Staging staging = this.rows.stage(connectionId)) {
			Intake intake = this.uploads.intake(connection, staging);
			for (int i = 0; i < items.size(); i++) {
				try (JsonParser parser = items.get(i).data().traverse(ObjectReadContext.empty())) {
					parser.nextToken();
					intake.row(parser, items.get(i).ttlSeconds(), i, "data");
				}
			}
			intake.throwIfRefused();
			Published published = staging.publish(null, null);
			return new Replaced(published.inserted(), published.updated());
		}
	}

	@PatchMapping("/update_data")
	Patched merge(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, @RequestBody JsonNode body) {
		Connection connection = this.connections.get(brand, connectionId);
		List<Edit> items = edits(body, connection);
		FieldTypes fields = new FieldTypes();
		List<Change> changes = new ArrayList<>();
		for (int i = 0; i < items.size(); i++) {
			Edit edit = items.get(i);
			MergePatch patch = new MergePatch(connection.primaryKey(), edit.data(), i, fields);
			changes.add(new Change(edit.key(), patch, edit.changesExpiry(), edit.ttlSeconds()));
		}
		Set<String> existed = this.edits.change(connectionId, changes, fields);
		List<JsonNode> missing = new ArrayList<>();
		for (int i = 0; i < items.size(); i++) {
			if (!existed.contains(items.get(i).key().text())) {
				missing.add(body.get(i).get("primary_key"));
			}
		}
		return new Patched(existed.size(), missing);
	}

	@DeleteMapping("/delete_data")
	Deleted delete(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId, @RequestBody JsonNode body) {
		Connection connection = this.connections.get(brand, connectionId);
		boolean wrapped = body.isObject();
		JsonNode values = wrapped ? body.path("primary_keys") : body;
		Violations violations = new Violations();
		if (wrapped) {
			body.propertyNames()
				.stream()
				.filter((name) -> !name.equals("primary_keys"))
				.forEach((name) -> violations.add(Violation.body("extra_forbidden",
						"\"" + name + "\" is not known here; known is primary_keys.", name)));
		}
		if (!values.isArray()) {
			violations.add(Violation.body("array_type", "Send an array of keys or {\"primary_keys\": [...]}."));
		}
		List<@Nullable Key> keys = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			keys.add(wrapped ? Edit.key(values.get(i), violations, "primary_keys", i)
					: Edit.key(values.get(i), violations, i));
		}
		violations.throwIfAny();
		List<Key> valid = keys.stream()
			.filter(java.util.Objects::nonNull)
			.map(java.util.Objects::requireNonNull)
			.toList();
		Set<String> existed = this.edits.delete(connection.id(), valid);
		List<JsonNode> missing = new ArrayList<>();
		for (int i = 0; i < valid.size(); i++) {
			if (!existed.contains(valid.get(i).text())) {
				missing.add(values.get(i));
			}
		}
		return new Deleted(existed.size(), missing);
	}

	@PostMapping("/delete_data")
	Deleted deleteByPost(@AuthenticationPrincipal Brand brand, @PathVariable UUID connectionId,
			@RequestBody JsonNode body) {
		return delete(brand, connectionId, body);
	}

	private static List<Edit> edits(JsonNode body, Connection connection) {
		if (!body.isArray()) {
			throw ProblemException.invalid(
					Violation.body("array_type", "The body must be an array of {\"primary_key\", \"data\", \"ttl\"}."));
		}
		Violations violations = new Violations();
		List<Edit> items = new ArrayList<>();
		for (int i = 0; i < body.size(); i++) {
			Edit edit = Edit.of(body.get(i), i, connection.primaryKey(), violations);
			if (edit != null) {
				items.add(edit);
			}
		}
		violations.throwIfAny();
		return items;
	}

	record Replaced(long rowsInserted, long rowsUpdated) {
	}

	record Patched(int rowsUpdated, List<JsonNode> missing) {
	}

	record Deleted(int rowsDeleted, List<JsonNode> missing) {
	}

}
