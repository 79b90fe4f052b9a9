-- Raises the published version of a key, never lowers it.
-- KEYS[1] version   ARGV[1] version   ARGV[2] life in milliseconds
-- answers the version that is there now
local there = tonumber(redis.call('GET', KEYS[1])) or -1
local highest = math.max(there, tonumber(ARGV[1]))
redis.call('SET', KEYS[1], string.format('%.0f', highest), 'PX', ARGV[2])
return highest
