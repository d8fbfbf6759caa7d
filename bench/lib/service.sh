# The product and what it is compared with, as processes.

API_KEY=bench-api-key-0123456789-0123456789
BRAND_KEY=bench-brand-key
BASE=/api/data-connections/v1

build() { # sets JAR and CEILING
	local built
	if [[ -z ${JAR:-} ]]; then
		# The jar itself bears the time of its commit, so that it can be built again bit by bit.
		built=$(ls "$ROOT"/target/data-connections-*.jar.original 2> /dev/null | head -1 || true)
		if [[ -z $built || -n $(find "$ROOT/src/main" "$ROOT/pom.xml" -newer "$built" -print -quit) ]]; then
			say "building the product"
			(cd "$ROOT" && ./mvnw -q -DskipTests package) || die "the product does not build."
		fi
		JAR=$(ls "$ROOT"/target/data-connections-*.jar | head -1)
	fi
	CEILING=$BENCH/ceiling/target/ceiling.jar
	built=$CEILING.original
	if [[ ! -f $built || -n $(find "$BENCH/ceiling/src" "$BENCH/ceiling/pom.xml" -newer "$built" -print -quit) ]]; then
		say "building the ceiling"
		(cd "$ROOT" && ./mvnw -q -f bench/ceiling/pom.xml package) || die "the ceiling does not build."
	fi
	# Packed as in the image, which starts quicker than the one file.
	"$JAVA" -Djarmode=tools -jar "$JAR" extract --destination "$WORK/service" > /dev/null
	"$JAVA" -Djarmode=tools -jar "$CEILING" extract --destination "$WORK/ceiling" > /dev/null
	SERVICE_JAR=$(ls "$WORK"/service/*.jar)
	CEILING_JAR=$(ls "$WORK"/ceiling/*.jar)
}

datasource() { echo "--spring.datasource.url=jdbc:postgresql://127.0.0.1:$PGPORT/postgres --spring.datasource.username=postgres --spring.datasource.password="; }

launch_service() { # PORT [ARGUMENT]...: sets STARTED
	local port=$1
	shift
	# shellcheck disable=SC2046,SC2086
	DATA_CONNECTIONS_ENCRYPTION_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= \
		DATA_CONNECTIONS_BOOTSTRAP_API_KEY=$API_KEY DATA_CONNECTIONS_BOOTSTRAP_BRAND_KEY=$BRAND_KEY \
		"$JAVA" $JVM_OPTIONS -jar "$SERVICE_JAR" --server.port="$port" $(datasource) \
		--data-connections.source.allowed-networks=127.0.0.0/8 "$@" > "$WORK/service-$port.log" 2>&1 &
	STARTED=$!
	pids+=("$STARTED")
}

start_service() { # sets SERVICE (address) and SERVICE_PID
	local port
	port=$(free_port)
	launch_service "$port" "$@"
	SERVICE_PID=$STARTED
	SERVICE=http://127.0.0.1:$port
	await "$SERVICE/actuator/health/readiness" "$WORK/service-$port.log"
}

launch_ceiling() { # PORT CONNECTION: sets STARTED
	# shellcheck disable=SC2046,SC2086
	"$JAVA" $JVM_OPTIONS -jar "$CEILING_JAR" --server.port="$1" $(datasource) --ceiling.connection="$2" > "$WORK/ceiling-$1.log" 2>&1 &
	STARTED=$!
	pids+=("$STARTED")
}

start_ceiling() { # CONNECTION: sets CEIL (address) and CEIL_PID
	local port
	port=$(free_port)
	launch_ceiling "$port" "$1"
	CEIL_PID=$STARTED
	CEIL=http://127.0.0.1:$port
	await "$CEIL/constant" "$WORK/ceiling-$port.log" -X POST
}

start_upstream() { # sets UPSTREAM
	local port
	port=$(free_port)
	"$JAVA" -Xmx128m "$BENCH/tools/Upstream.java" "$port" > "$WORK/upstream.log" 2>&1 &
	pids+=("$!")
	UPSTREAM=http://127.0.0.1:$port
	await "$UPSTREAM/count" "$WORK/upstream.log"
}

await() { # URL LOG [CURL-OPTION]...: until it answers 2xx
	local url=$1 log=$2 i
	shift 2
	for ((i = 0; i < 600; i++)); do
		curl -sf -o /dev/null "$@" "$url" 2> /dev/null && return
		sleep 0.1
	done
	tail -5 "$log" >&2
	die "$url did not answer within a minute: $log"
}

call() { # PATH [CURL-OPTION]...: what the service answers
	local path=$1
	shift
	curl -sS -f -H "x-api-key: $API_KEY" -H "x-brand-key: $BRAND_KEY" "$SERVICE$BASE$path" "$@"
}

call_json() { # PATH JSON
	call "$1" -H 'Content-Type: application/json' -d "$2"
}

new_connection() { # NAME: its uuid
	call_json /connections "{\"name\":\"$1\",\"primary_key\":\"user_id\"}" | jq -r .data_connection_uuid
}
