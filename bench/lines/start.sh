# From nothing to the first 200, with an AOT cache and a database that is there and migrated.

START_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+UseCompactObjectHeaders" # as in the image

start_prepare() {
	goal start smallest max 1.5 s "start to the first 200 with an AOT cache, against the smallest Boot jar with web and JDBC"
	say "training"
	# As the image is built: the context is refreshed, nothing connects.
	train service "$SERVICE_JAR" -Dspring.datasource.hikari.initialization-fail-timeout=-1 -Dspring.flyway.enabled=false \
		-Ddata-connections.encryption.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= -Dspring.jpa.hibernate.ddl-auto=none \
		-Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect \
		-Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false
	train ceiling "$CEILING_JAR" -Dceiling.connection=00000000-0000-4000-8000-000000000001
	start_once - ours run_service "$BASE/connections"
	start_once - smallest run_smallest /rows/none
}

start_round() {
	start_once start ours run_service "$BASE/connections"
	start_once start smallest run_smallest /rows/none
}

train() { # NAME JAR OPTION...
	local name=$1 jar=$2
	shift 2
	# shellcheck disable=SC2086
	(cd "$(dirname "$jar")" && "$JAVA" $START_OPTIONS -XX:AOTCacheOutput="$WORK/$name.aot" -Dspring.context.exit=onRefresh \
		-Dspring.datasource.url=jdbc:postgresql://localhost/none "$@" -jar "$jar" > "$WORK/train-$name.log" 2>&1) || true
	[[ -s $WORK/$name.aot ]] || die "there is no AOT cache: $WORK/train-$name.log"
}

start_once() { # LINE SIDE RUN PATH
	local port from pid micros
	port=$(free_port)
	from=${EPOCHREALTIME/[.,]/}
	"$3" "$port"
	pid=$STARTED
	until curl -sf -o /dev/null -H "x-api-key: $API_KEY" -H "x-brand-key: $BRAND_KEY" "http://127.0.0.1:$port$4"; do
		sleep 0.02
		((${EPOCHREALTIME/[.,]/} - from < 120000000)) && kill -0 "$pid" 2> /dev/null || die "the $2 side did not start."
	done
	micros=$((${EPOCHREALTIME/[.,]/} - from))
	[[ $1 == - ]] || note "$1" "$2" "$(awk "BEGIN { printf \"%.3f\", $micros / 1e6 }")" 0 "" "" "$(calc "$(cpu_of "$pid") * 1e4")" 0
	stop "$pid"
}

run_service() {
	local JVM_OPTIONS="$START_OPTIONS -XX:AOTCache=$WORK/service.aot -XX:AOTMode=on"
	launch_service "$1"
}

run_smallest() {
	local JVM_OPTIONS="$START_OPTIONS -XX:AOTCache=$WORK/ceiling.aot -XX:AOTMode=on"
	launch_ceiling "$1" 00000000-0000-4000-8000-000000000001
}
