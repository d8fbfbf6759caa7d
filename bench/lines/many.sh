# A thousand records by key in one request: as POST query, and as SAP Emarsys asks.

PER_REQUEST=1000

many_prepare() {
	goal many jdbc min 0.80 rows/s "many keys, $PER_REQUEST per request, against SELECT … = ANY over JDBC without HTTP"
	goal emarsys jdbc min 0.80 rows/s "the same as external-content/emarsys"
	stored_connection
	say "warming up many"
	many_ours - "$WARMUP"
	many_emarsys - "$WARMUP"
}

many_round() {
	local keys
	keys=$(shuf -i 1000000-$((999999 + ROWS)) -n "$PER_REQUEST" | jq -Rsc 'split("\n")[:-1]')
	expect "records by many keys" "$(jq -c . <<< "$keys")" \
		"$(call_json "/connections/$CONNECTION/query" "{\"primary_keys\":$keys}" | jq -c '[.data[].user_id]')"
	expect "contents by many keys" "$(jq -c . <<< "$keys")" \
		"$(jq -c '{parameters: map({user_id: .}), fields: ["name"]}' <<< "$keys" |
			call_json "/connections/$CONNECTION/external-content/emarsys" @- | jq -c '[.content[] | select(.name != null).user_id]')"
	many_ours many "$SECONDS_EACH"
	many_jdbc "$SECONDS_EACH"
	many_emarsys emarsys "$SECONDS_EACH"
}

many_ours() {
	local SCRIPT=many.lua UNITS=$PER_REQUEST CONNECTIONS=8
	load "$1" ours "$SERVICE_PID" "$2" "$SERVICE" -- "$BASE/connections/$CONNECTION/query" 1000000 "$ROWS" "$PER_REQUEST" \
		'{"primary_keys":[' '"' '"' ']}' "$SEED$ROUND" x-api-key "$API_KEY" x-brand-key "$BRAND_KEY"
}

many_emarsys() {
	local SCRIPT=many.lua UNITS=$PER_REQUEST CONNECTIONS=8
	load "$1" ours "$SERVICE_PID" "$2" "$SERVICE" -- "$BASE/connections/$CONNECTION/external-content/emarsys" 1000000 "$ROWS" \
		"$PER_REQUEST" '{"parameters":[' '{"user_id":"' '"}' '],"fields":["name","city","tier"],"limit":1}' "$SEED$ROUND" \
		x-api-key "$API_KEY" x-brand-key "$BRAND_KEY"
}

many_jdbc() { # warmed up anew each time, as it is a process of its own
	local UNITS=$PER_REQUEST out postgres
	postgres=$(cpu_of "$PGPID")
	# shellcheck disable=SC2086
	out=$("$JAVA" $JVM_OPTIONS -cp "$(ls "$WORK"/ceiling/lib/postgresql-*.jar)" "$BENCH/tools/Keys.java" \
		"jdbc:postgresql://127.0.0.1:$PGPORT/postgres?user=postgres" "$CONNECTION" 1000000 "$ROWS" "$PER_REQUEST" 8 5 "$1" "$SEED$ROUND")
	postgres=$((($(cpu_of "$PGPID") - postgres) * $1 / ($1 + 5)))
	took many jdbc "$out" "$(sed -n 's/^cpu //p' <<< "$out")" "$postgres"
	took emarsys jdbc "$out" "$(sed -n 's/^cpu //p' <<< "$out")" "$postgres"
}
