-- wrk: members who have opened their records say that they are right, until every one has. Takes the file that looking.lua left.
function init(args)
  looks, at = {}, 0
  for line in io.lines(args[1]) do looks[#looks + 1] = line end
end
function request()
  at = at + 1
  if at > #looks then
    wrk.thread:stop()
    return wrk.format("GET", "/healthz")
  end
  return wrk.format("POST", "/api/v1/verification-links/confirmations", { ["Content-Type"] = "application/json" }, '{"look":"' .. looks[at] .. '"}')
end
