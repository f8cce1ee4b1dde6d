-- wrk: people sign in with a code by text, each with a phone and an address of her own. A thread is one of them after the other, so it
-- may have one connection only.
dofile("benchmarks/threads.lua")

function init(args)
  number, code = 0, nil
end
function request()
  if not code then number = number + 1 end
  local address = string.format("10.%d.%d.%d", mine, math.floor(number / 256) % 256, number % 256)
  local headers = { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = address }
  local phone = '"phone":"125' .. string.format("%08d", mine * 100000 + number) .. '"'
  if not code then return wrk.format("POST", "/api/v1/sign-in/code", headers, "{" .. phone .. "}") end
  return wrk.format("POST", "/api/v1/sign-in", headers, "{" .. phone .. ',"code":"' .. code .. '"}')
end
function response(status, headers, body)
  code = body:match('"demo_code":"(%d+)"')
end
