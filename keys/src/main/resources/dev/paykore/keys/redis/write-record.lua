-- Writes a record unless a higher version is there.
-- KEYS[1] record
-- ARGV[1] text, its version in front   ARGV[2] life in milliseconds
-- ARGV[3] a text that the caller found unreadable and that may be replaced whatever it claims
-- answers {text that is there now, remaining milliseconds}
local function version(text)
  return tonumber(string.match(text, '^(%d+) ')) or -1
end

local there = redis.call('MGET', KEYS[1])[1]  -- nothing too where a value is of another type
if there and there ~= ARGV[3] and version(there) > version(ARGV[1]) then
  return {there, redis.call('PTTL', KEYS[1])}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {ARGV[1], tonumber(ARGV[2])}
