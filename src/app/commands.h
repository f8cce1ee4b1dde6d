#pragma once
// The commands of `unionhall`. Each returns when it is done and throws what a person should read (NotDone, BadSetting,
// or what the database says) when it is not.
#include <string>

#include "app/settings.h"
#include "app/site.h"

namespace unionhall::app {

/// Serves until Ctrl-C or SIGTERM.
void serve(const Settings& settings);
void migrate(const Settings& settings);
void print_version();
void keys_init(const Settings& settings);
void keys_rotate(const Settings& settings);

}  // namespace unionhall::app
