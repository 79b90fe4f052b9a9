-- Reads a record and its remaining life at one moment.
-- KEYS[1] record
-- answers {text, remaining milliseconds}, or {} if there is none
local text = redis.call('MGET', KEYS[1])[1]  -- where GET fails on another type, it has nothing
if not text then
  return {}
end
return {text, redis.call('PTTL', KEYS[1])}
