-- Raises the published version of a key, never lowers it.
-- KEYS[1] version   ARGV[1] version   ARGV[2] life in milliseconds
-- answers the version that is there now
local HIGHEST = 9007199254740991  -- 2^53 - 1: whole numbers are exact up to there
local text = redis.call('MGET', KEYS[1])[1]  -- nothing too where a value is of another type
local there = tonumber(string.match(text or '', '^%d+$') or -1)
if there > HIGHEST then there = -1 end  -- as anything else that is no version: it is replaced
local highest = math.max(there, tonumber(ARGV[1]))
redis.call('SET', KEYS[1], string.format('%.0f', highest), 'PX', ARGV[2])
return highest
