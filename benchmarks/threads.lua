-- For wrk's scripts: each thread knows its number, from 0, as `mine`.
local threads = 0

function setup(thread)
  thread:set("mine", threads)
  threads = threads + 1
end
