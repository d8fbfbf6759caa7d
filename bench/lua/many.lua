-- Requests for many random keys each, made before the measurement begins.
-- wrk ... -s many.lua URL -- PATH FROM COUNT PER-REQUEST HEAD BEFORE-KEY AFTER-KEY TAIL SEED [HEADER VALUE]...
local counter = 0

function setup(thread)
  thread:set("number", counter)
  counter = counter + 1
end

function init(args)
  local path, from, count, per = args[1], tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  math.randomseed(tonumber(args[9]) * 1000 + number)
  wrk.headers["Content-Type"] = "application/json"
  for i = 10, #args, 2 do
    wrk.headers[args[i]] = args[i + 1]
  end
  requests = {}
  for i = 1, 64 do
    local keys = {}
    for k = 1, per do
      keys[k] = args[6] .. (from + math.random(0, count - 1)) .. args[7]
    end
    requests[i] = wrk.format("POST", path, nil, args[5] .. table.concat(keys, ",") .. args[8])
  end
  at = 0
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("result %d %d %d %d %d\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
  io.write(string.format("errors connect %d read %d write %d status %d timeout %d\n",
    e.connect, e.read, e.write, e.status, e.timeout))
end
