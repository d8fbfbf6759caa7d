# What is there to work with: tools, a JDK, a Postgres, a user to run it as.

say() { printf '%s\n' "$*" >&2; }
die() { say "bench: $*"; exit 1; }

need() { # TOOL PACKAGE: notes a tool that is missing
	command -v "$1" > /dev/null || missing+=("$1 (Debian: $2)")
}

stop_if_missing() {
	((${#missing[@]} == 0)) || die "these are missing: $(printf '%s; ' "${missing[@]}")install them, or choose lines that do without (--lines)."
}

find_java() { # sets JAVA, to 25 or later
	local candidate version
	for candidate in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java \
		"$HOME"/.sdkman/candidates/java/*/bin/java "$HOME"/.jdks/*/bin/java; do
		[[ -x $candidate ]] || continue
		version=$("$candidate" -XshowSettings:properties -version 2>&1 | awk '/java.specification.version/ { print $3 }')
		if [[ $version =~ ^[0-9]+$ ]] && ((version >= 25)); then
			JAVA=$candidate
			return
		fi
	done
	die "no JDK 25 found: set JAVA_HOME to one."
}

# Postgres refuses to run as root. Then it runs as "nobody", who owns its directory.
as_user() { (exec_as_user "$@"); }

exec_as_user() { # in the background, so that $! is the process itself
	if ((EUID != 0)); then
		exec "$@"
	else
		exec setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups env HOME="$WORK" "$@"
	fi
}

find_postgres() { # sets PGBIN: --postgres DIR, else the binaries that the tests use, else the distribution's
	local jar
	if [[ -n ${PGBIN:-} ]]; then
		[[ -x $PGBIN/initdb ]] || die "there is no initdb in $PGBIN."
		return
	fi
	jar=$(ls -v "$HOME"/.m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-*/*/*.jar 2> /dev/null | tail -1 || true)
	if [[ -n $jar ]] && command -v unzip > /dev/null && command -v xz > /dev/null; then
		mkdir -p "$WORK/postgres"
		unzip -qq -o "$jar" '*.txz' -d "$WORK" && tar -xJf "$WORK"/*.txz -C "$WORK/postgres" && rm "$WORK"/*.txz
		PGBIN=$WORK/postgres/bin
		return
	fi
	PGBIN=$(dirname "$(ls -v /usr/lib/postgresql/*/bin/initdb 2> /dev/null | tail -1 || true)")
	[[ -x $PGBIN/initdb ]] || die "no Postgres found: run ./mvnw verify once, which fetches one, or give --postgres DIR with its binaries."
}

start_postgres() {
	mkdir -p "$WORK/data"
	((EUID != 0)) || chown nobody "$WORK/data"
	as_user "$PGBIN/initdb" -D "$WORK/data" -U postgres -A trust -E UTF8 --locale=C > "$WORK/initdb.log" 2>&1 \
		|| die "initdb failed: $WORK/initdb.log"
	PGPORT=$(free_port)
	export PGHOST=127.0.0.1 PGPORT PGUSER=postgres PGDATABASE=postgres
	# shellcheck disable=SC2086
	exec_as_user "$PGBIN/postgres" -D "$WORK/data" -p "$PGPORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
		$PG_OPTIONS > "$WORK/postgres.log" 2>&1 &
	PGPID=$!
	pids+=("$PGPID")
	local i
	for ((i = 0; i < 300; i++)); do
		psql -Atqc 'SELECT 1' > /dev/null 2>&1 && return
		sleep 0.1
	done
	die "Postgres did not start: $WORK/postgres.log"
}

free_port() { # a port that nobody listens at, out of the range that clients get
	local port
	while :; do
		port=$((20000 + RANDOM % 12000))
		(exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
	done
}

stop() { # PID: ends a process that was started here, and waits
	local signal=TERM
	[[ $1 != "${PGPID:-}" ]] || signal=INT # a fast shutdown
	kill -"$signal" "$1" 2> /dev/null || return 0
	wait "$1" 2> /dev/null || true
}

enter_work_directory() { # sets WORK, which is gone at the end
	WORK=$(mktemp -d "${TMPDIR:-/tmp}/data-connections-bench.XXXXXX")
	chmod 755 "$WORK"
	trap clean_up EXIT
	trap 'exit 130' INT TERM
	[[ -z ${KEEP:-} ]] || say "files are kept in $WORK"
}

clean_up() {
	local pid
	for ((pid = ${#pids[@]} - 1; pid >= 0; pid--)); do
		stop "${pids[pid]}"
	done
	[[ -n ${KEEP:-} ]] || rm -rf "$WORK"
}

# CPU seconds spent so far, times 100, by a process and those of its children that are there or have been.
cpu_of() {
	# shellcheck disable=SC2046
	{ cat "/proc/$1/stat" $(pgrep -P "$1" | sed 's|.*|/proc/&/stat|') 2> /dev/null || true; } | # one may have ended meanwhile
		awk '{ sub(/.*\) /, ""); t += $12 + $13; if (n++ == 0) t += $14 + $15 } END { print t + 0 }'
}
