-- wrk: members open their records, each by her own link and from her own address, until every link was used. Takes the file of links and
-- last four signs, and the file for what each was let in with.
function init(args)
  links, at = {}, 0
  for line in io.lines(args[1]) do links[#links + 1] = line end
  looks = io.open(args[2], "w")
end
function request()
  at = at + 1
  if at > #links then
    wrk.thread:stop()
    return wrk.format("GET", "/healthz")
  end
  local code, signs = links[at]:match("(%S+) (%S+)")
  local address = string.format("10.%d.%d.%d", math.floor(at / 65536), math.floor(at / 256) % 256, at % 256)
  local headers = { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = address }
  return wrk.format("POST", "/api/v1/verification-links/looks", headers, '{"code":"' .. code .. '","last_four":"' .. signs .. '"}')
end
function response(status, headers, body)
  local look = body:match('"look":"([^"]+)"')
  if look then looks:write(look, "\n") end
end
