# A file of ROWS rows into an empty connection and again over itself, against psql's two steps into a table
# of the same shape; and the same rows as NDJSON and zipped.

upload_prepare() {
	goal upload-empty psql-csv min 0.90 rows/s "upload of $ROWS CSV rows into an empty connection, against psql's \\copy and INSERT … SELECT that makes JSONB of the same file"
	goal upload-empty psql-ready min 0.90 rows/s "the same against a file whose rows are JSON and keys already"
	goal upload-again psql-csv min 0.90 rows/s "again over itself"
	goal upload-again psql-ready min 0.90 rows/s "the same against the file that is ready"
	goal ndjson csv min 0.85 rows/s "the same rows as NDJSON, against CSV"
	goal gzip csv min 0.85 rows/s "the same CSV zipped"
	customers csv > /dev/null
	customers ndjson > /dev/null
	gzip -kf6 "$WORK/customers.csv"
	jq -rn 'inputs | [.user_id, tojson] | @csv' "$WORK/customers.ndjson" > "$WORK/customers.ready"
	psql -q <<-'END'
		CREATE TABLE bench_row (LIKE row INCLUDING ALL);
		INSERT INTO bench_row SELECT * FROM row LIMIT 0;
	END
	psql_scripts
	say "warming up upload"
	ROUND=0
	upload_once - text/csv customers.csv
	upload_once - application/x-ndjson customers.ndjson
}

upload_round() {
	local id csv
	upload_ours upload-empty ours text/csv customers.csv
	id=$UPLOADED csv=$RATE
	upload_ours upload-again ours text/csv customers.csv "$id"
	expect "rows of the connection" "$ROWS" "$(call "/connections/$id" | jq .record_count)"
	forget "$id"
	psql_both psql-csv
	upload_once ndjson application/x-ndjson customers.ndjson
	note ndjson csv "$csv" 0
	psql_both psql-ready
	upload_once gzip text/csv customers.csv.gz -H 'Content-Encoding: gzip'
	note gzip csv "$csv" 0
}

upload_once() { # LINE TYPE FILE [CURL-OPTION]...: into a connection that is then cleared away
	local line=$1 type=$2 file=$3
	shift 3
	upload_ours "$line" ours "$type" "$file" "$(new_connection "$line")" "$@"
	forget "$UPLOADED"
}

upload_ours() { # LINE SIDE TYPE FILE [CONNECTION [CURL-OPTION]...]: sets UPLOADED
	local line=$1 side=$2 type=$3 file=$4
	UPLOADED=${5:-$(new_connection upload)}
	shift $(($# > 4 ? 5 : 4))
	psql -qc CHECKPOINT
	timed "$line" "$side" "$SERVICE_PID" "$ROWS" \
		call "/connections/$UPLOADED/upload_data" -H "Content-Type: $type" -X POST -T "$WORK/$file" "$@"
	expect "rows received" "$ROWS" "$(jq .rows_received "$WORK/timed.out")"
}

psql_both() { # psql-csv|psql-ready: into the empty table, and again
	psql -qc 'TRUNCATE bench_row' -c CHECKPOINT
	timed upload-empty "$1" $$ "$ROWS" psql -q -v ON_ERROR_STOP=1 -1 -f "$WORK/$1.sql"
	psql -qc CHECKPOINT
	timed upload-again "$1" $$ "$ROWS" psql -q -v ON_ERROR_STOP=1 -1 -f "$WORK/$1.sql"
	expect "rows of psql" "$ROWS" "$(psql -Atqc 'SELECT count(*) FROM bench_row')"
}

# The purge of the service would run while the next side is measured.
forget() {
	psql -qc "DELETE FROM row WHERE connection_id = '$1'" -c 'VACUUM row' -c 'VACUUM bench_row'
}

psql_scripts() {
	local merge="ON CONFLICT (connection_id, key) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at;"
	local id="'00000000-0000-4000-8000-000000000001'::uuid"
	cat > "$WORK/psql-csv.sql" <<-END
		CREATE TEMP TABLE arriving (user_id text COLLATE "C", name text, email text, city text, tier text, points text, last_order text, note text);
		\\copy arriving FROM '$WORK/customers.csv' (FORMAT csv, HEADER)
		INSERT INTO bench_row (connection_id, key, data, expires_at) SELECT $id, user_id, to_jsonb(arriving), NULL FROM arriving $merge
	END
	cat > "$WORK/psql-ready.sql" <<-END
		CREATE TEMP TABLE arriving (key text COLLATE "C", data jsonb);
		\\copy arriving FROM '$WORK/customers.ready' (FORMAT csv)
		INSERT INTO bench_row (connection_id, key, data, expires_at) SELECT $id, key, data, NULL FROM arriving $merge
	END
}
