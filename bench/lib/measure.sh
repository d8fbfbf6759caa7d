# Measuring, and noting what was measured.
# A line of results.tsv: line, side, round, value, errors, p50 and p99 in us, CPU us of the server and of Postgres per unit

note() { # LINE SIDE VALUE ERRORS [P50 P99 SERVER-CPU POSTGRES-CPU]
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$ROUND" "$3" "$4" "${5:-}" "${6:-}" "${7:-}" "${8:-}" >> "$RESULTS"
	say "$(printf '  round %s  %-14s %-12s %12s  errors %s' "$ROUND" "$1" "$2" "$3" "$4")"
}

goal() { # LINE SIDE KIND BOUND UNIT TITLE: what a line has to reach; KIND is min or max of the ratio, or value
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >> "$GOALS"
}

SCRIPT=load.lua UNITS=1 # of a load: what makes the requests, and how many things one of them asks for

load() { # LINE SIDE PID SECONDS URL -- arguments of the script: one round of wrk, noted unless LINE is -
	local line=$1 side=$2 pid=$3 seconds=$4 url=$5 server postgres out
	shift 6
	server=$(cpu_of "$pid") postgres=$(cpu_of "$PGPID")
	out=$(wrk -t2 -c"$CONNECTIONS" -d"${seconds}s" --timeout 10s -s "$BENCH/lua/$SCRIPT" "$url" -- "$@") || die "wrk failed: $out"
	server=$(($(cpu_of "$pid") - server)) postgres=$(($(cpu_of "$PGPID") - postgres))
	took "$line" "$side" "$out" "$server" "$postgres"
}

took() { # LINE SIDE OUTPUT SERVER-CPU POSTGRES-CPU: reads what a load generator says
	local line=$1 side=$2 out=$3 server=$4 postgres=$5 requests micros errors p50 p99
	read -r requests micros errors p50 p99 < <(sed -n 's/^result //p' <<< "$out")
	((errors == 0)) || say "  $line $side: $(grep '^errors' <<< "$out")"
	[[ $line == - ]] || note "$line" "$side" "$(calc "$requests * $UNITS * 1e6 / $micros")" "$errors" "$p50" "$p99" \
		"$(calc "$server * 1e4 / $requests / $UNITS")" "$(calc "$postgres * 1e4 / $requests / $UNITS")"
}

timed() { # LINE SIDE PID UNITS COMMAND...: how many units a second one command does
	local line=$1 side=$2 pid=$3 units=$4 server postgres from micros errors=0
	shift 4
	server=$(cpu_of "$pid") postgres=$(cpu_of "$PGPID") from=${EPOCHREALTIME/[.,]/}
	"$@" > "$WORK/timed.out" 2>&1 || { errors=1; say "  $line $side: $(tail -2 "$WORK/timed.out")"; }
	micros=$((${EPOCHREALTIME/[.,]/} - from))
	server=$(($(cpu_of "$pid") - server)) postgres=$(($(cpu_of "$PGPID") - postgres))
	RATE=$(calc "$units * 1e6 / $micros")
	[[ $line == - ]] || note "$line" "$side" "$RATE" "$errors" "" "" "$(calc "$server * 1e4 / $units")" "$(calc "$postgres * 1e4 / $units")"
}

calc() { awk "BEGIN { printf \"%.1f\", $1 }"; }

expect() { # WHAT EXPECTED ACTUAL: a wrong answer is an error like any other
	[[ $2 == "$3" ]] && return
	say "  wrong answer, $1: expected $2 but got $3"
	echo "$1" >> "$WORK/wrong"
}
