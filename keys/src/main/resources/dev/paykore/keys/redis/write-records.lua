-- Writes some records, each unless a higher version is there.
-- KEYS  records
-- ARGV  of each: text, its version in front; life in milliseconds; a text that the caller found
--       unreadable and that may be replaced whatever it claims
-- answers of each the text that is there now and its remaining milliseconds
local function version(text)
  return tonumber(string.match(text, '^(%d+) ')) or -1
end

local function write(record, text, life, unreadable)
  local there = redis.call('MGET', record)[1]  -- nothing too where a value is of another type
  if there and there ~= unreadable and version(there) > version(text) then
    return there, redis.call('PTTL', record)
  end
  redis.call('SET', record, text, 'PX', life)
  return text, tonumber(life)
end

local answer = {}
for i = 1, #KEYS do
  answer[2 * i - 1], answer[2 * i] = write(KEYS[i], ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i])
end
return answer
