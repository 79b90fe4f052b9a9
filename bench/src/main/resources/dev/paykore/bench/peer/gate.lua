-- Looks the key up and takes a token, in one call of a script, on a pooled connection.
local ffi = require("ffi")
local redis = require("nginx.redis")

ffi.cdef("unsigned char *SHA256(const unsigned char *data, size_t length, unsigned char *digest);")

local gate = {}
local digest = ffi.new("unsigned char[32]")
local hex = {}
for byte = 0, 255 do
  hex[byte] = string.format("%02x", byte)
end
local pieces = require("table.new")(32, 0)
local port, script, sha1

function gate.configure(redis_port, file)
  port = redis_port
  local handle = assert(io.open(file))
  script = handle:read("*a")
  handle:close()
end

local function hash(key)
  ffi.C.SHA256(key, #key, digest)
  for i = 0, 31 do
    pieces[i + 1] = hex[digest[i]]
  end
  return table.concat(pieces)
end

local function refuse(status, code)
  ngx.status = status
  ngx.header["Content-Type"] = "application/json"
  ngx.print('{"error":{"code":"', code, '"}}')
  return ngx.exit(status)
end

local function take(connection, name)
  local record, bucket = "bench:key:" .. name, "bench:bucket:" .. name
  if sha1 then
    local answer, err = connection:evalsha(sha1, 2, record, bucket)
    if answer or not string.find(err, "NOSCRIPT", 1, true) then
      return answer, err
    end
  end
  sha1 = connection:script("LOAD", script)
  return connection:evalsha(sha1, 2, record, bucket)
end

function gate.check()
  local key = ngx.var.http_x_api_key
  if not key then
    return refuse(401, "MISSING_API_KEY")
  end
  local connection = redis:new()
  connection:set_timeout(1000)
  if not connection:connect("127.0.0.1", port) then
    return refuse(503, "SERVICE_UNAVAILABLE")
  end
  local answer = take(connection, hash(key))
  connection:set_keepalive(60000, 512)
  if not answer then
    return refuse(503, "SERVICE_UNAVAILABLE")
  end
  if answer[1] < 0 then
    return refuse(401, "INVALID_API_KEY")
  end
  ngx.header["X-RateLimit-Limit"] = answer[3]
  ngx.header["X-RateLimit-Remaining"] = answer[2]
  if answer[1] == 0 then
    ngx.header["Retry-After"] = answer[4]
    return refuse(429, "RATE_LIMIT_EXCEEDED")
  end
  ngx.var.partner = answer[5]
end

return gate
