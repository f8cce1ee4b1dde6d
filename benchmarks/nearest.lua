-- wrk: the nearest stations from a place anywhere around the city. Takes more of the question: `"open":true`.
dofile("benchmarks/threads.lua")

function init(args)
  more = args[1] and "," .. args[1] or ""
  math.randomseed(20260715 + mine)
end
function request()
  local place = string.format('{"lng":%.6f,"lat":%.6f', 107.7 + 1.4 * math.random(), 34.2 + 1.1 * math.random())
  return wrk.format("POST", "/api/v1/stations/nearest", { ["Content-Type"] = "application/json" }, place .. more .. "}")
end
