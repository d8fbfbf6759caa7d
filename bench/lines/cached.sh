# An answer of an API that is remembered: 1,000 of them, asked for at random.

CACHED=1000

cached_prepare() {
	goal cached constant min 0.90 req/s "cached API-based look-up, $CONNECTIONS connections, against a controller that answers a constant"
	goal cached nginx min 0.50 req/s "the same against nginx proxy_cache"
	[[ -n ${UPSTREAM:-} ]] || start_upstream
	[[ -n ${CEIL:-} ]] || start_ceiling "${CONNECTION:-$(new_connection none)}"
	start_nginx
	CACHED_CONNECTION=$(call_json /connections '{"name":"cached","primary_key":"user_id","external_api_details":{
		"url":"'"$UPSTREAM"'/customers/{user_id}","http_method":"GET","ttl":3600,"sample_placeholder_values":{"user_id":1}}}' |
		jq -r .data_connection_uuid)
	seq 1000 $((999 + CACHED)) | jq -s '{primary_keys: map(tostring)}' > "$WORK/keys.json"
	call_json "/connections/$CACHED_CONNECTION/api_batch_query" "@$WORK/keys.json" > /dev/null
	seq 1000 $((999 + CACHED)) | sed "s|.*|url = \"$NGINX/customers/&\"|" | curl -sf -K - > /dev/null
	say "warming up cached"
	cached_ours - "$WARMUP"
	cached_constant - "$WARMUP"
	cached_nginx - 2
}

cached_round() {
	local before
	before=$(curl -sf "$UPSTREAM/count")
	expect "cached answer" '{"data":'"$(curl -sf "$NGINX/customers/1007")"'}' \
		"$(call_json "/connections/$CACHED_CONNECTION/query" '{"primary_key":"1007"}')"
	cached_ours cached "$SECONDS_EACH"
	cached_constant cached "$SECONDS_EACH"
	cached_nginx cached "$SECONDS_EACH"
	expect "calls of the upstream while all is cached" "$before" "$(curl -sf "$UPSTREAM/count")"
}

cached_ours() {
	load "$1" ours "$SERVICE_PID" "$2" "$SERVICE" -- POST "$BASE/connections/$CACHED_CONNECTION/query" 1000 "$CACHED" \
		'{"primary_key":"' '"}' "$SEED$ROUND" x-api-key "$API_KEY" x-brand-key "$BRAND_KEY"
}

cached_constant() {
	load "$1" constant "$CEIL_PID" "$2" "$CEIL" -- POST /constant 1000 "$CACHED" \
		'{"primary_key":"' '"}' "$SEED$ROUND" x-api-key "$API_KEY" x-brand-key "$BRAND_KEY"
}

cached_nginx() {
	load "$1" nginx "$NGINX_PID" "$2" "$NGINX" -- GET /customers/ 1000 "$CACHED" - - "$SEED$ROUND"
}

start_nginx() { # sets NGINX and NGINX_PID
	local port
	port=$(free_port)
	mkdir -p "$WORK/nginx/cache"
	cat > "$WORK/nginx/nginx.conf" <<-END
		worker_processes 2;
		daemon off;
		pid $WORK/nginx/pid;
		error_log $WORK/nginx/error.log;
		events { worker_connections 1024; }
		http {
			access_log off;
			client_body_temp_path $WORK/nginx/body;
			proxy_temp_path $WORK/nginx/proxy;
			fastcgi_temp_path $WORK/nginx/fastcgi;
			uwsgi_temp_path $WORK/nginx/uwsgi;
			scgi_temp_path $WORK/nginx/scgi;
			keepalive_requests 1000000000;
			proxy_cache_path $WORK/nginx/cache keys_zone=answers:10m;
			server {
				listen 127.0.0.1:$port;
				location / {
					proxy_pass $UPSTREAM;
					proxy_cache answers;
					proxy_cache_valid 200 1h;
				}
			}
		}
	END
	((EUID != 0)) || chown -R nobody "$WORK/nginx"
	exec_as_user nginx -p "$WORK/nginx" -c "$WORK/nginx/nginx.conf" 2> "$WORK/nginx.log" &
	NGINX_PID=$!
	pids+=("$NGINX_PID")
	NGINX=http://127.0.0.1:$port
	await "$NGINX/customers/1" "$WORK/nginx.log"
}
