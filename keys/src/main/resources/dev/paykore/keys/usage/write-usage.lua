-- Adds what one process counted for some keys, once however often these are sent together. What is in
-- the way of one key is told in the end and keeps no other from being counted.
-- KEYS  flush marker; then of each key:
--       last used; hashes of counts; if there are requests: these, times of errors, times of refusals
-- ARGV  sequence, life of the marker in ms, id for a hash of counts that is new, life of last used
--       in ms, life of requests in ms, how many requests of a class are kept; then of each key:
--       how many of KEYS and how many of the following are its own;
--       number of hashes, and for each: life in ms, 1 if it has an id and else 0, number of
--       increments, field and increment each;
--       number of secrets, and for each: its id, when last used in epoch ms;
--       number of requests, and for each: class, id, epoch ms, text
-- answers how many keys were counted: all, or none of those that had been already
local HOUR = 3600000  -- milliseconds

local name, position = 0, 0
local function next_name()
  name = name + 1
  return KEYS[name]
end
local function take()
  position = position + 1
  return ARGV[position]
end
local function number()
  return tonumber(take())
end

local sequence, marker_life, new_id = number(), take(), take()
local last_used_life, requests_life, requests_kept = take(), number(), number()

-- Redis does nothing else meanwhile, and half of the calls are what others wait for: so a marker is
-- read and set by one, and what only a new second, minute or hour needs is done for that alone.
local function is_new(marker)
  local known = tonumber(redis.call('SET', marker, string.format('%.0f', sequence), 'PX', marker_life, 'GET'))
  if known and known > sequence then
    redis.call('SET', marker, string.format('%.0f', known), 'PX', marker_life)
  end
  return not known or known < sequence
end

local function add_counts()
  local hash = next_name()
  local life, has_id, has_new_field = take(), take() == '1', false
  for _ = 1, number() do
    local field, increment = take(), take()
    local count = redis.call('HINCRBY', hash, field, increment)
    has_new_field = has_new_field or count == tonumber(increment)
  end
  if has_new_field then
    redis.call('PEXPIRE', hash, life)
    if has_id then
      redis.call('HSETNX', hash, 'id', new_id)
    end
  end
end

local function add_last_used(hash)
  for _ = 1, number() do
    local secret, at = take(), number()
    local before = tonumber(redis.call('HGET', hash, secret)) or 0
    if at > before then
      redis.call('HSET', hash, secret, string.format('%.0f', at))
    end
    if math.floor(at / HOUR) > math.floor(before / HOUR) then
      redis.call('PEXPIRE', hash, last_used_life)
    end
  end
end

local function forget(texts, times, ids)
  if #ids > 0 then
    redis.call('HDEL', texts, unpack(ids))
    redis.call('ZREM', times, unpack(ids))
  end
end

local function forget_old(texts, times, newest)
  local too_old = string.format('%.0f', newest - requests_life)
  forget(texts, times, redis.call('ZRANGEBYSCORE', times, '-inf', too_old))
  forget(texts, times, redis.call('ZRANGE', times, 0, -1 - requests_kept))
  redis.call('PEXPIRE', times, requests_life)
end

local function add_requests(requests)
  local newest = 0
  local texts, errors, refusals = next_name(), next_name(), next_name()
  for _ = 1, requests do
    local times = take() == 'limited' and refusals or errors
    local id, at, text = take(), number(), take()
    newest = math.max(newest, at)
    redis.call('HSET', texts, id, text)
    redis.call('ZADD', times, at, id)
  end
  forget_old(texts, errors, newest)
  forget_old(texts, refusals, newest)
  redis.call('PEXPIRE', texts, requests_life)
end

local function add()
  local last_used = next_name()
  for _ = 1, number() do
    add_counts()
  end
  add_last_used(last_used)
  local requests = number()
  if requests > 0 then
    add_requests(requests)
  end
end

if not is_new(next_name()) then
  return 0
end
local counted, failure = 0, nil
while position < #ARGV do
  local names, values = number(), number()
  local next_key, rest = name + names, position + values
  local done, answer = pcall(add)
  if done then
    counted = counted + 1
  else
    -- Before version 7 Redis raises a text, since then a table.
    failure = type(answer) == 'table' and answer.err or tostring(answer)
  end
  name, position = next_key, rest
end
return failure and redis.error_reply(failure) or counted
