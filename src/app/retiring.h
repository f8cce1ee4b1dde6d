#pragma once
// The end of a rotation of keys (hall/keys): a last look at what a key that has left is still needed for.
#include <string_view>

#include "hall/keys/keys.h"

namespace unionhall::app {

enum class Forget { nothing, unreckonable };  // documents that no record holds any more, recovery codes from before they went without a key

/// Says that a key is unused, where nothing is under it any more and everything that it opened for others has run out. Whoever
/// wants to forget what nobody can reckon anew loses it only where it is all that is left. Throws NotDone, in words that say what stands in
/// its way.
void retire_key(Hall& hall, int number, Forget forget);

/// What a key's state means.
std::string_view told(keys::State state);

}  // namespace unionhall::app
