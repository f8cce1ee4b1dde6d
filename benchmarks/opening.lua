-- wrk: opens one member after the other, each another one. Takes the file of their ids.
function init(args)
  ids = {}
  for line in io.lines(args[1]) do ids[#ids + 1] = line end
  at = 0
end
function request()
  at = at % #ids + 1
  return wrk.format("GET", "/api/v1/members/" .. ids[at])
end
