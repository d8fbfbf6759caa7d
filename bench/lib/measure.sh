# Measuring, and noting what was measured.
# A line of results.tsv: line, side, round, value, errors, p50 and p99 in us, CPU us of the server and of Postgres per unit

note() { # LINE SIDE VALUE ERRORS [P50 P99 SERVER-CPU POSTGRES-CPU]
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$ROUND" "$3" "$4" "${5:-}" "${6:-}" "${7:-}" "${8:-}" >> "$RESULTS"
	say "$(printf '  round %s  %-14s %-12s %12s  errors %s' "$ROUND" "$1" "$2" "$3" "$4")"
}

goal() { # LINE SIDE KIND BOUND UNIT TITLE: what a line has to reach; KIND is min or max of the ratio, or value
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >> "$GOALS"
}

load() { # LINE SIDE PID SECONDS URL -- arguments of load.lua: one round of wrk, noted unless LINE is -
	local line=$1 side=$2 pid=$3 seconds=$4 url=$5 server postgres out requests micros errors p50 p99
	shift 6
	server=$(cpu_of "$pid") postgres=$(cpu_of "$PGPID")
	out=$(wrk -t2 -c"$CONNECTIONS" -d"${seconds}s" --timeout 10s -s "$BENCH/lua/load.lua" "$url" -- "$@") || die "wrk failed: $out"
	server=$(($(cpu_of "$pid") - server)) postgres=$(($(cpu_of "$PGPID") - postgres))
	read -r requests micros errors p50 p99 < <(sed -n 's/^result //p' <<< "$out")
	((errors == 0)) || say "  $line $side: $(grep '^errors' <<< "$out")"
	[[ $line == - ]] || note "$line" "$side" "$(calc "$requests * 1e6 / $micros")" "$errors" "$p50" "$p99" \
		"$(calc "$server * 1e4 / $requests")" "$(calc "$postgres * 1e4 / $requests")"
}

calc() { awk "BEGIN { printf \"%.1f\", $1 }"; }

expect() { # WHAT EXPECTED ACTUAL: a wrong answer is an error like any other
	[[ $2 == "$3" ]] && return
	say "  wrong answer, $1: expected $2 but got $3"
	echo "$1" >> "$WORK/wrong"
}
