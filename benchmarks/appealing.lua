-- wrk: appeals that a seat of the hotline writes down. Takes the union's id and the run's name, for keys of its own.
dofile("benchmarks/threads.lua")

function init(args)
  union, run, number = args[1], args[2], 0
end
function request()
  number = number + 1
  local headers = { ["Content-Type"] = "application/json", ["Idempotency-Key"] = "appeal-" .. run .. "-" .. mine .. "-" .. number }
  for name, value in pairs(wrk.headers) do headers[name] = value end
  local body = '{"type":"appeal","org":"' .. union .. '","words":"天太热，中午能不能有碗绿豆汤？","for_another":true,"channel":"hotline"}'
  return wrk.format("POST", "/api/v1/cases", headers, body)
end
