# One record by key, of many, at random.

lookup_prepare() {
	goal lookup controller min 0.90 req/s "look-up by key, $ROWS rows, $CONNECTIONS connections"
	goal lookup controller-get min 0 req/s "the same against a GET that has no body to read"
	stored_connection
	[[ -n ${CEIL:-} ]] || start_ceiling "$CONNECTION"
	say "warming up look-up"
	lookup_ours - "$WARMUP"
	lookup_controller - "$WARMUP"
	lookup_get - "$WARMUP"
}

lookup_round() {
	local key=$((1000000 + RANDOM % ROWS))
	expect "look-up of $key" "$(psql -Atqc "SELECT data FROM row WHERE connection_id = '$CONNECTION' AND key = '$key'" | jq -cS .)" \
		"$(call_json "/connections/$CONNECTION/query" "{\"primary_key\":\"$key\"}" | jq -cS .data)"
	lookup_ours lookup "$SECONDS_EACH"
	lookup_controller lookup "$SECONDS_EACH"
	lookup_get lookup "$SECONDS_EACH"
}

lookup_ours() {
	load "$1" ours "$SERVICE_PID" "$2" "$SERVICE" -- POST "$BASE/connections/$CONNECTION/query" 1000000 "$ROWS" \
		'{"primary_key":"' '"}' "$SEED$ROUND" x-api-key "$API_KEY" x-brand-key "$BRAND_KEY"
}

lookup_controller() {
	load "$1" controller "$CEIL_PID" "$2" "$CEIL" -- POST /query 1000000 "$ROWS" \
		'{"primary_key":"' '"}' "$SEED$ROUND" x-api-key "$API_KEY" x-brand-key "$BRAND_KEY"
}

lookup_get() {
	load "$1" controller-get "$CEIL_PID" "$2" "$CEIL" -- GET /rows/ 1000000 "$ROWS" - - "$SEED$ROUND"
}

# Used by several lines: a connection with ROWS rows, uploaded once.
stored_connection() {
	[[ -z ${CONNECTION:-} ]] || return 0
	CONNECTION=$(new_connection lookup)
	customers csv | call "/connections/$CONNECTION/upload_data" -H 'Content-Type: text/csv' -T - -X POST > "$WORK/upload.json"
	expect "rows uploaded" "$ROWS" "$(jq .rows_inserted "$WORK/upload.json")"
	psql -qc 'VACUUM ANALYZE row' -c CHECKPOINT
}

customers() { # csv|ndjson: made once
	[[ -f $WORK/customers.$1 ]] || "$JAVA" "$BENCH/tools/Data.java" "$1" "$ROWS" "$SEED" > "$WORK/customers.$1"
	cat "$WORK/customers.$1"
}
