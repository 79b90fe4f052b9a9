-- Raises the published version of a key, never lowers it.
-- KEYS[1] version   ARGV[1] version   ARGV[2] life in milliseconds
-- answers the version that is there now
local DIGITS = 15  -- of a whole number that is still exact here
local text = string.match(redis.call('GET', KEYS[1]) or '', '^%d+$')
local there = text and #text <= DIGITS and tonumber(text) or -1  -- anything else is replaced
local highest = math.max(there, tonumber(ARGV[1]))
redis.call('SET', KEYS[1], string.format('%.0f', highest), 'PX', ARGV[2])
return highest
