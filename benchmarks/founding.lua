-- wrk: founds one union after the other. Takes a word that tells this run from the others, and the parent's id.
function init(args)
  run, parent, number = args[1], args[2], 0
end
function request()
  number = number + 1
  local headers = { ["Content-Type"] = "application/json", ["Idempotency-Key"] = run .. "-" .. number }
  for name, value in pairs(wrk.headers) do headers[name] = value end
  local body = '{"parent":"' .. parent .. '","name":"渭滨试验' .. run .. number .. '工会","level":"base","kind":"independent"}'
  return wrk.format("POST", "/api/v1/orgs", headers, body)
end
