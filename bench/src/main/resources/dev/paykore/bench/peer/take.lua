-- KEYS[1] record of the key, "partner limit"   KEYS[2] its bucket, "tokens milliseconds"
-- answers {1 or 0, tokens left, limit, seconds to wait, partner}, or {-1} for an unknown key
local record = redis.call('GET', KEYS[1])
if not record then
  return {-1}
end
local partner, limit = string.match(record, '^(%S+) (%d+)$')
limit = tonumber(limit)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local tokens = limit
local before, at = string.match(redis.call('GET', KEYS[2]) or '', '^(%S+) (%d+)$')
if before then
  tokens = math.min(limit, before + math.max(0, now - at) * limit / 60000)
end
local granted = tokens >= 1 and 1 or 0
tokens = tokens - granted
local untilFull = math.max(1, math.ceil((limit - tokens) * 60000 / limit))
redis.call('SET', KEYS[2], string.format('%.3f %.0f', tokens, now), 'PX', untilFull)
return {granted, math.floor(tokens), limit, math.ceil(math.max(0, 1 - tokens) * 60 / limit), partner}
