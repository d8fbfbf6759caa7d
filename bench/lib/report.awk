# goals.tsv: line, side, kind, bound, unit, title. Reads the results beside it. The ratio is the median of
# the ratios of each round, whose two sides were measured one after the other.

function sorted(list, n,    i, j, x) {
	for (i = 2; i <= n; i++) {
		x = list[i]
		for (j = i - 1; j > 0 && list[j] > x; j--)
			list[j + 1] = list[j]
		list[j + 1] = x
	}
}

function median(list, n) {
	sorted(list, n)
	return n == 0 ? 0 : (n % 2) ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# Fills the array with one column of a side's rounds; returns how many there are.
function column(line, side, field, list,    r, n) {
	n = 0
	split("", list)
	for (r = 1; r <= rounds; r++)
		if ((line, side, r, field) in cell && cell[line, side, r, field] != "")
			list[++n] = cell[line, side, r, field] + 0
	return n
}

function ratios(line, over, under, field, list,    r, n) {
	n = 0
	split("", list)
	for (r = 1; r <= rounds; r++)
		if (cell[line, under, r, field] + 0 > 0 && cell[line, over, r, field] != "")
			list[++n] = cell[line, over, r, field] / cell[line, under, r, field]
	return n
}

function number(x) { return x >= 100 ? sprintf("%d", x + 0.5) : x >= 10 ? sprintf("%.1f", x) : sprintf("%.2f", x) }

function middle(line, side, field,    list, n) {
	n = column(line, side, field, list)
	return n ? number(median(list, n)) : ""
}

function spread(line, side,    list, n) {
	n = column(line, side, 4, list)
	sorted(list, n)
	return n ? number(list[1]) " – " number(list[n]) : ""
}

function errors(line, side,    r, sum) {
	for (r = 1; r <= rounds; r++)
		sum += cell[line, side, r, 5]
	return sum + 0
}

function cpu(line, side,    server) {
	server = middle(line, side, 8)
	return server == "" ? "" : server " + " middle(line, side, 9)
}

BEGIN {
	while ((getline row < results) > 0) {
		split(row, f, "\t")
		for (i = 4; i <= 9; i++)
			cell[f[1], f[2], f[3], i] = f[i]
		if (!((f[1], f[2]) in seen)) {
			seen[f[1], f[2]] = 1
			sides[f[1]] = sides[f[1]] (sides[f[1]] == "" ? "" : "\t") f[2]
		}
		if (f[3] > rounds)
			rounds = f[3]
	}
	print "| line | ours | ceiling | ratio (lowest – highest) | goal | | CPU ratio | errors |"
	print "|---|---|---|---|---|---|---|---|"
}

{
	line = $1; side = $2; kind = $3; bound = $4; unit = $5; title = $6
	if (!(line in known)) {
		known[line] = 1
		order[++lines] = line
		titles[line] = title
		units[line] = unit
	}
	own = middle(line, "ours", 4)
	if (kind == "value") {
		reached = (own == number(bound))
		printf "| %s | %s %s | | | %s | %s | | %d |\n", title, own, unit, bound, reached ? "reached" : "missed", errors(line, "ours")
		next
	}
	if (kind == "shown") {
		printf "| %s | %s %s | | | | | | %d |\n", title, own, unit, errors(line, "ours")
		next
	}
	n = ratios(line, "ours", side, 4, list)
	if (n == 0)
		next
	ratio = median(list, n)
	if (bound == 0)
		verdict = goal = ""
	else {
		goal = (kind == "min" ? "≥ " : "≤ ") bound
		verdict = (kind == "min" ? ratio >= bound : ratio <= bound) ? "reached" : "missed"
	}
	low = list[1]; high = list[n]
	n = 0
	split("", costs)
	for (r = 1; r <= rounds; r++) {
		under = cell[line, side, r, 8] + cell[line, side, r, 9]
		over = cell[line, "ours", r, 8] + cell[line, "ours", r, 9]
		if (under > 0 && over > 0)
			costs[++n] = over / under
	}
	printf "| %s | %s %s | %s %s | **%.2f** (%.2f – %.2f) | %s | %s | %s | %d |\n", title, own, unit, side,
		middle(line, side, 4), ratio, low, high, goal, verdict, n ? sprintf("%.2f", median(costs, n)) : "",
		errors(line, "ours") + errors(line, side)
}

END {
	for (i = 1; i <= lines; i++) {
		line = order[i]
		printf "\n## %s: %s\n\n![%s](%s.svg)\n\n", line, titles[line], line, line
		print "| side | median " units[line] " | lowest – highest | p50 ms | p99 ms | CPU µs of server + Postgres | errors |"
		print "|---|---|---|---|---|---|---|"
		n = split(sides[line], names, "\t")
		for (s = 1; s <= n; s++) {
			side = names[s]
			p50 = middle(line, side, 6); p99 = middle(line, side, 7)
			printf "| %s | %s | %s | %s | %s | %s | %d |\n", side, middle(line, side, 4), spread(line, side),
				p50 == "" ? "" : number(p50 / 1000), p99 == "" ? "" : number(p99 / 1000), cpu(line, side), errors(line, side)
		}
		chart(line, names, n)
	}
}

# Bars for the medians, a dot for each round.
function chart(line, names, n,    file, s, r, top, width, y, list, k) {
	file = out "/" line ".svg"
	for (s = 1; s <= n; s++)
		for (r = 1; r <= rounds; r++)
			if (cell[line, names[s], r, 4] + 0 > top)
				top = cell[line, names[s], r, 4] + 0
	if (top == 0)
		top = 1
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">\n", 40 + n * 34 > file
	printf "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n<text x=\"10\" y=\"22\" font-weight=\"bold\">%s</text>\n", titles[line] ", " units[line] > file
	for (s = 1; s <= n; s++) {
		y = 36 + (s - 1) * 34
		k = column(line, names[s], 4, list)
		width = 480 * median(list, k) / top
		printf "<text x=\"140\" y=\"%d\" text-anchor=\"end\">%s</text>\n", y + 17, names[s] > file
		printf "<rect x=\"150\" y=\"%d\" width=\"%.1f\" height=\"24\" fill=\"%s\"/>\n", y, width, names[s] == "ours" ? "#2b6cb0" : "#a0aec0" > file
		for (r = 1; r <= k; r++)
			printf "<circle cx=\"%.1f\" cy=\"%d\" r=\"3\" fill=\"#1a202c\" fill-opacity=\"0.6\"/>\n", 150 + 480 * list[r] / top, y + 12 > file
		printf "<text x=\"%.1f\" y=\"%d\">%s</text>\n", 160 + 480 * list[k] / top, y + 17, number(median(list, k)) > file
	}
	print "</svg>" > file
	close(file)
}
