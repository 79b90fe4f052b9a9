-- Reads some records and their remaining lives at one moment.
-- KEYS  records
-- answers of each its text and remaining milliseconds, or '' and 0 if there is none
local answer = {}
for i, text in ipairs(redis.call('MGET', unpack(KEYS))) do  -- where GET fails on another type, it has nothing
  answer[2 * i - 1], answer[2 * i] = text or '', text and redis.call('PTTL', KEYS[i]) or 0
end
return answer
