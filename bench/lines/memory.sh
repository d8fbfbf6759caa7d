# An upload that is many times larger than the heap, of rows that are made on the way.

MEMORY_OPTIONS="-Xmx256m -XX:+UseCompactObjectHeaders"

memory_prepare() {
	goal memory ours shown 0 "MB of RSS at most" "upload of $SIZE_MB MB at -Xmx256m"
	goal memory-heap ours shown 0 "MB of heap in use after a collection, late in the upload" "the same: heap"
	goal memory-heap early max 1.5 "MB" "the same: heap late in the upload against early"
}

memory_round() {
	((ROUND == 1)) || return 0
	local main_pid=$SERVICE_PID main=$SERVICE id rows=$((SIZE_MB * 1000 * 1000 / 1000)) log=$WORK/memory-gc.log errors=0 pid
	local JVM_OPTIONS="$MEMORY_OPTIONS -Xlog:gc:file=$log"
	start_service
	pid=$SERVICE_PID
	id=$(new_connection memory)
	"$JAVA" "$BENCH/tools/Data.java" wide "$rows" "$SEED" |
		call "/connections/$id/upload_data" -H 'Content-Type: text/csv' -X POST -T - > "$WORK/memory.json" || errors=1
	expect "rows of the large upload" "$rows" "$(jq .rows_received "$WORK/memory.json")"
	note memory ours "$(awk '/VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$pid/status")" "$errors"
	heap "$log"
	note memory-heap ours "$LATE" 0
	note memory-heap early "$EARLY" 0
	stop "$pid"
	SERVICE=$main SERVICE_PID=$main_pid
	forget_memory "$id"
}

heap() { # GC-LOG: sets EARLY and LATE, medians of the second and the last fifth
	read -r EARLY LATE < <(sed -n 's/.*Pause Young.*->\([0-9]*\)M(.*/\1/p' "$1" | awk '
		function median(from, to,    i, j, x, n, list) {
			for (i = from; i <= to; i++) {
				x = v[i]
				for (j = n++; j > 0 && list[j] > x; j--)
					list[j + 1] = list[j]
				list[j + 1] = x
			}
			return list[int((n + 1) / 2)]
		}
		{ v[NR] = $1 }
		END { print median(int(NR / 5) + 1, int(2 * NR / 5)), median(int(4 * NR / 5) + 1, NR) }')
}

forget_memory() {
	psql -qc "DELETE FROM row WHERE connection_id = '$1'" -c 'VACUUM row' -c CHECKPOINT
}
