-- Takes from some buckets, one after the other, as many of the tokens wanted as are there, unless
-- the key has changed. Same as TokenBucket.
-- KEYS  of each bucket: its name, for "level at limit", absent means full; that of the key's version
-- ARGV  of each bucket: tokens wanted, limit, version of the caller's record
-- answers of each bucket granted, level after, now in milliseconds; or -1, version, now if there is
-- a higher one
local TOKEN = 60000  -- units; a limit of n refills n of them a millisecond
local FILL = 60000   -- milliseconds from empty to full, whatever the limit
local HIGHEST = 9007199254740991  -- version, 2^53 - 1: whole numbers are exact up to there

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function level_now(bucket, limit)
  local capacity = limit * TOKEN
  local before, at, old = string.match(bucket or '', '^(%d+) (%d+) (%d+)$')
  if before then
    local elapsed = math.max(0, math.min(now - at, FILL))
    if before + elapsed * old < old * TOKEN then
      return math.min(before + elapsed * math.min(old, limit), capacity)
    end
  end
  return capacity
end

local function take(bucket, key_version, wanted, limit, known)
  -- Read only now: the same bucket may be among those before.
  local there = redis.call('MGET', bucket, key_version)
  local version = there[2] and tonumber(string.match(there[2], '^%d+$')) or 0  -- anything else tells nothing
  if version <= HIGHEST and version > known then
    return -1, version
  end
  local level = level_now(there[1], limit)
  local granted = math.min(wanted, math.floor(level / TOKEN))
  level = level - granted * TOKEN
  local until_full = math.max(1, math.ceil((limit * TOKEN - level) / limit))
  redis.call('SET', bucket, string.format('%d %d %d', level, now, limit), 'PX', until_full)
  return granted, level
end

local answer = {}
for i = 1, #KEYS / 2 do
  local wanted, limit, known = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
  local granted, level =
    take(KEYS[2 * i - 1], KEYS[2 * i], tonumber(wanted), tonumber(limit), tonumber(known))
  answer[3 * i - 2], answer[3 * i - 1], answer[3 * i] = granted, level, now
end
return answer
