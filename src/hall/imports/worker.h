#pragma once
// Works on what desks bring: checks, writes and takes back, one import after the other, and goes on with what a process
// left when it ended. It stops between two chunks; the rest is gone on with later.
#include "hall/imports/imports.h"
#include "hall/rounds/worker.h"

namespace unionhall::imports {

rounds::Worker worker(Hall& hall);

}  // namespace unionhall::imports
