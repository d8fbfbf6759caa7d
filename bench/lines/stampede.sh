# A thousand callers who want the same answer at once, and nobody has it.

stampede_prepare() {
	goal stampede ours value 1 "calls of the API" "1,000 identical look-ups at once, of what is not remembered"
	[[ -n ${UPSTREAM:-} ]] || start_upstream
	SLOW_CONNECTION=$(call_json /connections '{"name":"slow","primary_key":"user_id","external_api_details":{
		"url":"'"$UPSTREAM"'/slow/3000/{user_id}","http_method":"GET","ttl":3600,"timeout":20,"sample_placeholder_values":{"user_id":1}}}' |
		jq -r .data_connection_uuid)
}

stampede_round() {
	local before bad bodies
	before=$(curl -sf "$UPSTREAM/count")
	read -r bad bodies < <("$JAVA" -Xmx512m "$BENCH/tools/Stampede.java" 1000 "$SERVICE$BASE/connections/$SLOW_CONNECTION/query" \
		"{\"primary_key\":$((2000 + ROUND))}" "$API_KEY" "$BRAND_KEY")
	expect "different bodies of a stampede" 1 "$bodies"
	note stampede ours "$(($(curl -sf "$UPSTREAM/count") - before))" "$bad"
}
