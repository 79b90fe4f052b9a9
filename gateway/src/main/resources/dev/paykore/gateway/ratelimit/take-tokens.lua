-- Takes as many of the tokens wanted as are there, unless the key has changed. Same as TokenBucket.
-- KEYS[1] bucket, "level at limit"; absent means full   KEYS[2] version of the key
-- ARGV[1] tokens wanted   ARGV[2] limit   ARGV[3] version of the caller's record
-- answers {granted, level after, now in milliseconds}, or {-1, version} if there is a higher one
local TOKEN = 60000  -- units; a limit of n refills n of them a millisecond
local FILL = 60000   -- milliseconds from empty to full, whatever the limit
local HIGHEST = 9007199254740991  -- version, 2^53 - 1: whole numbers are exact up to there

local there = redis.call('MGET', KEYS[1], KEYS[2])
local version = tonumber(string.match(there[2] or '', '^%d+$') or 0)  -- anything else tells nothing
if version <= HIGHEST and version > tonumber(ARGV[3]) then
  return {-1, version}
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit = tonumber(ARGV[2])
local capacity = limit * TOKEN
local level = capacity

local before, at, old = string.match(there[1] or '', '^(%d+) (%d+) (%d+)$')
if before then
  local elapsed = math.max(0, math.min(now - at, FILL))
  if before + elapsed * old < old * TOKEN then
    level = math.min(before + elapsed * math.min(old, limit), capacity)
  end
end

local granted = math.min(tonumber(ARGV[1]), math.floor(level / TOKEN))
level = level - granted * TOKEN
local untilFull = math.max(1, math.ceil((capacity - level) / limit))
redis.call('SET', KEYS[1], string.format('%.0f %.0f %.0f', level, now, limit), 'PX', untilFull)
return {granted, level, now}
