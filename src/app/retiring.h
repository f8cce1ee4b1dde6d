#pragma once
// The end of a rotation of keys (hall/keys): a last look at what a key that has left is still needed for.
#include <string_view>

#include "hall/keys/keys.h"

namespace unionhall::app {

enum class Forget { nothing, documents };  // those that no record holds any more

/// Says that a key is unused, where nothing is under it any more and everything that it opened for others has run out. Whoever
/// wants to forget documents loses them only where they are all that is left. Throws NotDone, in words that say what stands in
/// its way.
void retire_key(Hall& hall, int number, Forget forget);

/// What a key's state means.
std::string_view told(keys::State state);

}  // namespace unionhall::app
