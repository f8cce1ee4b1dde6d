-- wrk: applications to join, one document each. Takes the union's id, and how many were asked for before. Each thread has days of birth
-- of its own.
local weights = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 }
local checks = "10X98765432"
dofile("benchmarks/threads.lua")

function init(args)
  union, number = args[1], tonumber(args[2] or "0")
end
local function document(n)
  local day = n % 28 + 1
  local rest = math.floor(n / 28)
  local month = rest % 12 + 1
  rest = math.floor(rest / 12)
  local order = rest % 1000
  local year = 1960 + mine * 20 + math.floor(rest / 1000)
  local digits = string.format("619999%04d%02d%02d%03d", year, month, day, order)
  local sum = 0
  for i = 1, 17 do sum = sum + tonumber(digits:sub(i, i)) * weights[i] end
  local at = sum % 11 + 1
  return digits .. checks:sub(at, at)
end
function request()
  number = number + 1
  local headers = { ["Content-Type"] = "application/json", ["Idempotency-Key"] = "join-" .. mine .. "-" .. number }
  for name, value in pairs(wrk.headers) do headers[name] = value end
  local body = '{"type":"joining","org":"' .. union .. '","name":"李小河","id_number":"' .. document(number)
    .. '","phone":"12' .. string.format("%09d", mine * 100000000 + number) .. '","category":"courier","for_another":true,"consented":true}'
  return wrk.format("POST", "/api/v1/cases", headers, body)
end
