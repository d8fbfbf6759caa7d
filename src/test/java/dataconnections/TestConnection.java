package dataconnections;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dataconnections.Client.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An upload-based connection, as its owner sees it and as the database holds it. */
record TestConnection(Client client, JdbcClient jdbc, UUID id) {

	static final List<String> TABLES = List.of("row", "staged_row", "batch", "row_summary");

	static TestConnection create(Client client, JdbcClient jdbc) {
		return new TestConnection(client, jdbc, UUID.fromString(client.connection("id")));
	}

	String path() {
		return "/connections/" + this.id;
	}

	Answer send(String method, String path, String json) {
		return this.client.send(method, path() + path, json);
	}

	Answer upload(String json) {
		return send("POST", "/upload_data", json);
	}

	void store(String json) {
		Answer answer = upload(json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
	}

	Answer query(String json) {
		return send("POST", "/query", json);
	}

	Answer delete() {
		return send("DELETE", "", "");
	}

	long recordCount() {
		return this.client.get(path()).json().path("record_count").asLong(-1);
	}

	/** What one field of the records holds, in the order of their keys. */
	List<@Nullable String> values(String field) {
		return this.jdbc.sql("SELECT data ->> ? FROM row WHERE connection_id = ? ORDER BY key")
			.params(field, this.id)
			.query(String.class)
			.list();
	}

	long count(String table) {
		return this.jdbc.sql("SELECT count(*) FROM " + table + " WHERE connection_id = ?")
			.param(this.id)
			.query(Long.class)
			.single();
	}

	/** How many rows any table holds of the connection. */
	long traces() {
		return TABLES.stream().mapToLong(this::count).sum();
	}

	boolean isKnown() {
		return this.jdbc.sql("SELECT count(*) FROM data_connection WHERE id = ?")
			.param(this.id)
			.query(Long.class)
			.single() > 0;
	}

	static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
		return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
	}

	static CompletableFuture<Void> inBackground(Runnable call) {
		return CompletableFuture.runAsync(call, Thread::startVirtualThread);
	}

}
