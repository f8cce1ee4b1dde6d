#pragma once

namespace unionhall::app {

/// The whole program. Exit codes: 0 done, 1 refused or failed, 2 bad usage.
int run(int argc, char** argv);

}  // namespace unionhall::app
