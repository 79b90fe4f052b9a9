-- Reads hashes as they are at one moment. A count is in one of them, or has moved on to others: who
-- read one after the other could see it twice or not at all.
-- KEYS  hashes, of one key
-- answers of each its fields and values
local hashes = {}
for i = 1, #KEYS do
  hashes[i] = redis.call('HGETALL', KEYS[i])
end
return hashes
