-- Sends the keys of a file, one a line, in their order and again from the start.
-- arguments: the file, and where to start in it (0 to 1); prints one line for the harness at the end
local threads = 0

-- Each thread has its own. They are counted once: to find the end of so many takes a search.
local requests, count, last = {}, 0, 0

function setup(thread)
  thread:set("offset", threads)
  threads = threads + 1
end

function init(arguments)
  for key in io.lines(arguments[1]) do
    wrk.headers["X-API-Key"] = key
    count = count + 1
    requests[count] = wrk.format()
  end
  -- Threads start half the way round from each other.
  last = math.floor((arguments[2] + offset / 2) * count)
end

function request()
  last = last % count + 1
  return requests[last]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n",
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
