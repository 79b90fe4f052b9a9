-- Adds what one process counted for some keys, once however often these are sent together. What is in
-- the way of one key is told in the end and keeps no other from being counted.
--
-- A key's seconds are counted in one hash, of the minute that the key is in, and nowhere else: minute,
-- hour and last use follow with its first count in a later minute, all at once, and the hash becomes
-- that of a minute which is over. Keys that are used now and then are many, and to find one more hash
-- of each is the better part of what Redis has to do for them. Whoever reads adds the current minute.
--
-- KEYS  flush marker; then of each key: hash of its current minute; if there are requests: these,
--       times of errors, times of refusals; and what else is touched, if that is known
-- ARGV  sequence, life of the marker in ms, id for a hash of hours that is new, lives in ms of seconds,
--       minutes, hours and last used, life of requests in ms, how many requests of a class are kept,
--       1 if everything is to be added at once and nothing kept in the current minute, else 0;
--       then of each key:
--       how many of KEYS and how many of the following are its own;
--       number of minutes, and for each: epoch minute, number of counts, and for each:
--       secret:second:kind, increment;
--       number of requests, and for each: class, id, epoch ms, text
-- answers how many keys were counted: all, or none of those that had been already
--
-- The names of a key's other hashes are made here, for it is Redis that knows which minute is over.
-- In a cluster a script can only be sent to where all that it touches is, and while a slot moves that
-- is only known of names that are given: so there everything is added at once.

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
local seconds_life, minutes_life, hours_life, last_used_life = take(), take(), take(), take()
local requests_life, requests_kept = number(), number()
local at_once = take() == '1'

-- Redis does nothing else meanwhile, and half of the calls are what others wait for: so a marker is
-- read and set by one.
local function is_new(marker)
  local known = tonumber(redis.call('SET', marker, string.format('%.0f', sequence), 'PX', marker_life, 'GET'))
  if known and known > sequence then
    redis.call('SET', marker, string.format('%.0f', known), 'PX', marker_life)
  end
  return not known or known < sequence
end

local function add(hash, life, field, increment)
  redis.call('HINCRBY', hash, field, increment)
  redis.call('PEXPIRE', hash, life)
end

local function hours_of(usage, minute)
  return usage .. 'hours:' .. math.floor(minute / 1440)
end

-- Whoever rolls hours up tells by the id whether Redis has lost them in between.
local function give_id(hours)
  redis.call('HSETNX', hours, 'id', new_id)
  redis.call('PEXPIRE', hours, hours_life)
end

-- counts: secret:second:kind, count and so on, of one minute; there may be other fields among them
local function add_to_seconds(usage, minute, counts)
  for i = 1, #counts, 2 do
    if string.find(counts[i], ':', 1, true) then
      add(usage .. 'seconds:' .. minute, seconds_life, counts[i], counts[i + 1])
    end
  end
end

-- the sum of each kind, and the last second, by secret
local function sums_of(counts)
  local sums, last = {}, {}
  for i = 1, #counts, 2 do
    local secret, second, kind = string.match(counts[i], '^([^:]+):(%d+):([ale])$')
    if secret then
      local sum = sums[secret] or { a = 0, l = 0, e = 0 }
      sum[kind] = sum[kind] + counts[i + 1]
      sums[secret], last[secret] = sum, math.max(last[secret] or 0, second)
    end
  end
  return sums, last
end

local function add_to_what_is_longer(usage, minute, counts)
  local hour = math.floor(minute / 60)
  local minutes, hours = usage .. 'minutes:' .. hour, hours_of(usage, minute)
  local sums, last = sums_of(counts)
  for secret, kinds in pairs(sums) do
    for kind, sum in pairs(kinds) do
      if sum > 0 then
        local count = string.format('%.0f', sum)
        add(minutes, minutes_life, secret .. ':' .. minute % 60 .. ':' .. kind, count)
        add(hours, hours_life, secret .. ':' .. hour % 24 .. ':' .. kind, count)
      end
    end
  end
  return last
end

local function set_last_used(usage, minute, last)
  local hash = usage .. 'last-used'
  for secret, second in pairs(last) do
    redis.call('HSET', hash, secret, string.format('%.0f', (minute * 60 + second) * 1000))
  end
  redis.call('PEXPIRE', hash, last_used_life)
end

local function fields_of(counts)
  local fields = {}
  for i = 1, #counts, 2 do
    table.insert(fields, counts[i])
  end
  return fields
end

-- RENAME would do, but whoever may rename these may rename all names that an edge may touch.
local function move_to_seconds(current, usage, minute)
  local counts = redis.call('HGETALL', current)
  local seconds = usage .. 'seconds:' .. minute
  if #redis.call('HGETALL', seconds) == 0 then
    redis.call('HSET', seconds, unpack(counts))
    redis.call('PEXPIRE', seconds, seconds_life)
  else
    add_to_seconds(usage, minute, counts)
  end
  redis.call('HDEL', current, unpack(fields_of(counts)))
  return counts
end

local function conclude(current, usage, minute)
  local counts = move_to_seconds(current, usage, minute)
  -- None of the minutes before was later.
  set_last_used(usage, minute, add_to_what_is_longer(usage, minute, counts))
end

local function begin(current, usage, minute)
  redis.call('HSET', current, 'minute', string.format('%.0f', minute))
  redis.call('PEXPIRE', current, hours_life)
  give_id(hours_of(usage, minute))
end

-- As in a cluster, or for a minute that is over: an edge was cut off, or its clock is behind.
local function add_directly(usage, minute, counts)
  add_to_seconds(usage, minute, counts)
  local last = add_to_what_is_longer(usage, minute, counts)
  give_id(hours_of(usage, minute))
  local known = redis.call('HGETALL', usage .. 'last-used')
  for i = 1, #known, 2 do
    local second = last[known[i]]
    if second and (minute * 60 + second) * 1000 <= tonumber(known[i + 1]) then
      last[known[i]] = nil
    end
  end
  set_last_used(usage, minute, last)
end

local function take_counts()
  local counts = {}
  for i = 1, 2 * number() do
    counts[i] = take()
  end
  return counts
end

local function add_minute(current, usage)
  local minute, counts = number(), take_counts()
  if at_once then
    return add_directly(usage, minute, counts)
  end
  local before = tonumber(redis.call('HGET', current, 'minute'))
  if before and minute < before then
    return add_directly(usage, minute, counts)
  end
  if before and minute > before then
    conclude(current, usage, before)
  end
  if minute ~= before then
    begin(current, usage, minute)
  end
  for i = 1, #counts, 2 do
    redis.call('HINCRBY', current, counts[i], counts[i + 1])
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

local function add_key()
  local current = next_name()
  local usage = string.sub(current, 1, -1 - #'current')
  for _ = 1, number() do
    add_minute(current, usage)
  end
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
  local done, answer = pcall(add_key)
  if done then
    counted = counted + 1
  else
    -- Before version 7 Redis raises a text, since then a table.
    failure = type(answer) == 'table' and answer.err or tostring(answer)
  end
  name, position = next_key, rest
end
return failure and redis.error_reply(failure) or counted
