-- Adds what one process counted for some keys, once however often these are sent together. What is in
-- the way of one key is told in the end and keeps no other from being counted.
--
-- A key's seconds are counted in one hash, of the stretch of minutes that the key is in, and nowhere
-- else: minute, hour and last use follow when the stretch is over, all at once, and the hash becomes
-- one of seconds that are over. Keys that are used now and then are many, and to find one more hash
-- of each is the better part of what Redis has to do for them. Whoever reads adds the current stretch.
--
-- KEYS  flush marker; then of each key: hash of its current stretch; if there are requests: these,
--       times of errors, times of refusals; and what else is touched, if that is known
-- ARGV  sequence, life of the marker in ms, id for a hash of hours that is new, lives in ms of seconds,
--       minutes, hours and last used, longest stretch in minutes, life of requests in ms, how many
--       requests of a class are kept,
--       1 if everything is to be added at once and nothing kept in the current stretch, else 0;
--       then of each key:
--       how many of KEYS and how many of the following are its own;
--       number of minutes, and for each: epoch minute, number of counts, and for each:
--       secret:second of the hour:kind, increment;
--       number of requests, and for each: class, id, epoch ms, text
-- answers how many keys were counted: all, or none of those that had been already
--
-- The names of a key's other hashes are made here, for it is Redis that knows which stretch is over.
-- In a cluster a script can only be sent to where all that it touches is, and while a slot moves that
-- is only known of names that are given: so there everything is added at once.

-- A stretch ends with so many fields, for Redis walks over those of a small hash; with some more of
-- them for some keys, so that keys which are used alike do not end theirs together.
local MANY, MORE = 32, 16

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
local longest_stretch, requests_life, requests_kept = number(), number(), number()
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

local function add(hash, field, increment)
  redis.call('HINCRBY', hash, field, increment)
end

local function hours_of(usage, minute)
  return usage .. 'hours:' .. math.floor(minute / 1440)
end

-- Whoever rolls hours up tells by the id whether Redis has lost them in between.
local function give_id(hours)
  redis.call('HSETNX', hours, 'id', new_id)
  redis.call('PEXPIRE', hours, hours_life)
end

-- start: the minute that the counts begin in. They are of less than an hour, so that the second of an
-- hour tells which minute it is in.
local function minute_of(second, start)
  return start + math.floor((second - start % 60 * 60) % 3600 / 60)
end

-- counts: secret:second:kind, count and so on; there may be other fields among them
local function add_to_seconds(usage, start, counts)
  local seconds = usage .. 'seconds:' .. start
  for i = 1, #counts, 2 do
    if string.find(counts[i], ':', 1, true) then
      add(seconds, counts[i], counts[i + 1])
    end
  end
  redis.call('PEXPIRE', seconds, seconds_life)
end

-- the sum of each kind by minute and secret, and the last second by secret
local function sums_of(start, counts)
  local minutes, last = {}, {}
  for i = 1, #counts, 2 do
    local secret, second, kind = string.match(counts[i], '^([^:]+):(%d+):([ale])$')
    if secret then
      second = tonumber(second)
      local minute = minute_of(second, start)
      local sums = minutes[minute] or {}
      local sum = sums[secret] or { a = 0, l = 0, e = 0 }
      sum[kind] = sum[kind] + counts[i + 1]
      minutes[minute], sums[secret] = sums, sum
      last[secret] = math.max(last[secret] or 0, minute * 60 + second % 60)
    end
  end
  return minutes, last
end

local function add_minute_to_what_is_longer(usage, minute, sums)
  local hour = math.floor(minute / 60)
  local minutes, hours = usage .. 'minutes:' .. hour, hours_of(usage, minute)
  for secret, kinds in pairs(sums) do
    for kind, sum in pairs(kinds) do
      if sum > 0 then
        local count = string.format('%.0f', sum)
        add(minutes, secret .. ':' .. minute % 60 .. ':' .. kind, count)
        add(hours, secret .. ':' .. hour % 24 .. ':' .. kind, count)
      end
    end
  end
  redis.call('PEXPIRE', minutes, minutes_life)
  redis.call('PEXPIRE', hours, hours_life)
end

local function add_to_what_is_longer(usage, start, counts)
  local minutes, last = sums_of(start, counts)
  for minute, sums in pairs(minutes) do
    add_minute_to_what_is_longer(usage, minute, sums)
  end
  return last
end

-- What comes late may have begun the stretch, so that one before has a later use.
local function raise_last_used(usage, last)
  local hash = usage .. 'last-used'
  local known = redis.call('HGETALL', hash)
  for i = 1, #known, 2 do
    local second = last[known[i]]
    if second and second * 1000 <= (tonumber(known[i + 1]) or 0) then
      last[known[i]] = nil
    end
  end
  for secret, second in pairs(last) do
    redis.call('HSET', hash, secret, string.format('%.0f', second * 1000))
  end
  redis.call('PEXPIRE', hash, last_used_life)
end

local function move_to_seconds(current, usage, start, counts)
  local seconds = usage .. 'seconds:' .. start
  if redis.call('HLEN', seconds) == 0 then
    redis.call('HSET', seconds, unpack(counts))
    redis.call('PEXPIRE', seconds, seconds_life)
  else
    add_to_seconds(usage, start, counts)
  end
  redis.call('PEXPIRE', current, 0)
end

local function conclude(current, usage, start)
  local counts = redis.call('HGETALL', current)
  move_to_seconds(current, usage, start, counts)
  raise_last_used(usage, add_to_what_is_longer(usage, start, counts))
end

local function begin(current, usage, minute)
  redis.call('HSET', current, 'minute', string.format('%.0f', minute))
  redis.call('PEXPIRE', current, hours_life)
  give_id(hours_of(usage, minute))
end

local function is_over(current, start, minute)
  return minute - start >= longest_stretch
    or redis.call('HLEN', current) >= MANY + string.byte(current, -16) % MORE
end

local function is_of_another_day(minute, start)
  return math.floor(minute / 1440) ~= math.floor(start / 1440)
end

-- As in a cluster, or for a stretch that is over: an edge was cut off, or its clock is behind.
local function add_directly(usage, minute, counts)
  add_to_seconds(usage, minute, counts)
  raise_last_used(usage, add_to_what_is_longer(usage, minute, counts))
  give_id(hours_of(usage, minute))
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
  local start = tonumber(redis.call('HGET', current, 'minute'))
  if start and minute < start then
    return add_directly(usage, minute, counts)
  end
  local over = start and is_over(current, start, minute)
  if over then
    conclude(current, usage, start)
  end
  if over or not start then
    begin(current, usage, minute)
  elseif is_of_another_day(minute, start) then
    give_id(hours_of(usage, minute))
  end
  for i = 1, #counts, 2 do
    add(current, counts[i], counts[i + 1])
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
