# What one brand notices of another that asks a hundred times as much.

overload_prepare() {
	goal overload alone max 2 "ms p99" "look-ups of a brand with 2 connections while another has 200, against alone"
	goal overload busy max 2 "ms p99" "the same against processors that are busy with something else"
	stored_connection
	psql -q <<-END
		INSERT INTO brand (id, account_id, name, brand_key, created_at)
		SELECT gen_random_uuid(), account_id, 'loud', 'bench-loud-brand', now() FROM brand LIMIT 1;
	END
	LOUD_CONNECTION=$(BRAND_KEY=bench-loud-brand new_connection loud)
	psql -q <<-END
		INSERT INTO row (connection_id, key, data, expires_at) SELECT '$LOUD_CONNECTION', key, data, expires_at FROM row
		WHERE connection_id = '$CONNECTION' ORDER BY key LIMIT 10000;
		UPDATE data_connection SET record_count = 10000 WHERE id = '$LOUD_CONNECTION';
	END
	say "warming up overload"
	overload_quiet - "$WARMUP"
}

overload_round() {
	local out loud
	overload_quiet "$SECONDS_EACH"
	note overload alone "$(calc "$P99 / 1000")" "$ERRORS" "$P50" "$P99"
	overload_busy "$SECONDS_EACH"
	note overload busy "$(calc "$P99 / 1000")" "$ERRORS" "$P50" "$P99"
	wrk -t1 -c200 -d"$((SECONDS_EACH + 2))s" --timeout 10s -s "$BENCH/lua/load.lua" "$SERVICE" -- POST \
		"$BASE/connections/$LOUD_CONNECTION/query" 1000000 $((ROWS < 10000 ? ROWS : 10000)) '{"primary_key":"' '"}' "$SEED$ROUND" \
		x-api-key "$API_KEY" x-brand-key bench-loud-brand > "$WORK/loud.out" &
	loud=$!
	sleep 1
	overload_quiet "$SECONDS_EACH"
	wait "$loud"
	note overload ours "$(calc "$P99 / 1000")" "$ERRORS" "$P50" "$P99"
	# Refusals are what protects the others; they are told, and are no errors.
	out=$(sed -n 's/^result //p' "$WORK/loud.out")
	say "  the loud brand: $(awk '{ printf "%d requests, %d refused or failed", $1, $3 }' <<< "$out")"
}

overload_quiet() { # [-] SECONDS: sets P50, P99 and ERRORS
	local out seconds=${2:-$1}
	out=$(wrk -t1 -c2 -d"${seconds}s" --timeout 10s -s "$BENCH/lua/load.lua" "$SERVICE" -- POST "$BASE/connections/$CONNECTION/query" \
		1000000 "$ROWS" '{"primary_key":"' '"}' "$SEED$ROUND" x-api-key "$API_KEY" x-brand-key "$BRAND_KEY")
	read -r _ _ ERRORS P50 P99 < <(sed -n 's/^result //p' <<< "$out")
}

# What remains of it where nobody asks anything else, but every processor has other work.
overload_busy() { # SECONDS: sets P50, P99 and ERRORS
	local i busy=()
	for ((i = 0; i < $(nproc); i++)); do
		sha256sum /dev/zero > /dev/null &
		busy+=($!)
	done
	overload_quiet "$1"
	kill "${busy[@]}"
	wait "${busy[@]}" 2> /dev/null || true
}
