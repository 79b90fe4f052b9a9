-- Adds what one process counted for one key, once however often it is sent.
-- KEYS  1 flush marker   2 last used   3 requests   4 times of errors   5 times of refusals
--       6.. hashes of counts
-- ARGV  sequence, life of the marker in ms, id for a hash of counts that is new, life of last used
--       in ms, life of requests in ms, how many requests of a class are kept; then
--       number of hashes, and for each: life in ms, number of increments, field and increment each;
--       number of secrets, and for each: its id, when last used in epoch ms;
--       number of requests, and for each: class, id, epoch ms, text
-- answers 1 if it was counted, 0 if it had been already
local position = 0
local function take()
  position = position + 1
  return ARGV[position]
end
local function number()
  return tonumber(take())
end

local sequence, marker_life, new_id = number(), take(), take()
local last_used_life, requests_life, requests_kept = take(), number(), number()

local known = tonumber(redis.call('GET', KEYS[1]))
if known and known >= sequence then
  return 0
end
redis.call('SET', KEYS[1], string.format('%.0f', sequence), 'PX', marker_life)

for hash = 6, 5 + number() do
  local life = take()
  redis.call('HSETNX', KEYS[hash], 'id', new_id)
  for _ = 1, number() do
    redis.call('HINCRBY', KEYS[hash], take(), take())
  end
  redis.call('PEXPIRE', KEYS[hash], life)
end

local secrets = number()
for _ = 1, secrets do
  local secret, at = take(), number()
  local before = tonumber(redis.call('HGET', KEYS[2], secret)) or 0
  redis.call('HSET', KEYS[2], secret, string.format('%.0f', math.max(before, at)))
end
if secrets > 0 then
  redis.call('PEXPIRE', KEYS[2], last_used_life)
end

local function forget(times, ids)
  if #ids > 0 then
    redis.call('HDEL', KEYS[3], unpack(ids))
    redis.call('ZREM', times, unpack(ids))
  end
end

local newest = 0
local requests = number()
for _ = 1, requests do
  local times = take() == 'limited' and KEYS[5] or KEYS[4]
  local id, at, text = take(), number(), take()
  newest = math.max(newest, at)
  redis.call('HSET', KEYS[3], id, text)
  redis.call('ZADD', times, at, id)
end
if requests > 0 then
  for times = 4, 5 do
    local too_old = string.format('%.0f', newest - requests_life)
    forget(KEYS[times], redis.call('ZRANGEBYSCORE', KEYS[times], '-inf', too_old))
    forget(KEYS[times], redis.call('ZRANGE', KEYS[times], 0, -1 - requests_kept))
    redis.call('PEXPIRE', KEYS[times], requests_life)
  end
  redis.call('PEXPIRE', KEYS[3], requests_life)
end
return 1
