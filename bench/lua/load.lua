-- Random keys, all of the same length, so that a request is three strings put together.
-- wrk ... -s load.lua URL -- METHOD PATH FROM COUNT HEAD TAIL SEED [HEADER VALUE]...
-- GET: the key ends the path, or with HEAD, a name, is that header. POST: the body is HEAD, the key, TAIL.
local counter = 0

function setup(thread)
  thread:set("number", counter)
  counter = counter + 1
end

function init(args)
  local method, path = args[1], args[2]
  from, count = tonumber(args[3]), tonumber(args[4])
  local head, tail = args[5], args[6]
  math.randomseed(tonumber(args[7]) * 1000 + number)
  for i = 8, #args, 2 do
    wrk.headers[args[i]] = args[i + 1]
  end
  local mark = string.rep("~", #tostring(from))
  local whole
  if method == "GET" and head ~= "-" then
    wrk.headers[head] = mark
    whole = wrk.format("GET", path)
  elseif method == "GET" then
    whole = wrk.format("GET", path .. mark)
  else
    wrk.headers["Content-Type"] = "application/json"
    whole = wrk.format(method, path, nil, head .. mark .. tail)
  end
  local at = whole:find(mark, 1, true)
  before, after = whole:sub(1, at - 1), whole:sub(at + #mark)
end

function request()
  return before .. (from + math.random(0, count - 1)) .. after
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("result %d %d %d %d %d\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
  io.write(string.format("errors connect %d read %d write %d status %d timeout %d\n",
    e.connect, e.read, e.write, e.status, e.timeout))
end
