# The report: a table of all lines, a table and a chart of each.

machine() { # a sentence on what was measured with
	cat <<-END
		$(date -u +%Y-%m-%d), $(git -C "$ROOT" rev-parse --short HEAD 2> /dev/null || echo "no commit"); $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)), $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo),
		$("$JAVA" -version 2>&1 | sed -n 2p | sed 's/.*Environment //'), $("$PGBIN/postgres" --version). Load generator, service and Postgres share the machine.
	END
}

report() {
	echo "# Benchmark"
	echo
	machine
	cat <<-END
		$ROUNDS rounds, $SECONDS_EACH s each after $WARMUP s of warm-up; $ROWS rows from seed $SEED. JVM: \`$JVM_OPTIONS\`; Postgres: \`$PG_OPTIONS\`.

	END
	awk -F '\t' -v results="$RESULTS" -v out="$OUT" -f "$BENCH/lib/report.awk" "$GOALS"
}
