#pragma once
// A keyring whose keys change while every thread uses it: a key is taken in, another one comes to seal, none goes. A ring that
// is in use is never changed, only followed by another.
#include "crypto.h"

namespace unionhall::crypto {

/// The key number that a sealed value or token is under; nothing when it is none.
std::optional<int> key_number_of(std::string_view sealed);

/// Takes in the keys of `file` that `ring` does not have yet; those that it has stay. False when there was none. Throws
/// std::invalid_argument, and takes in none, where `file` has another key of a number that `ring` has.
bool take_in(Keyring& ring, const Keyring& file);

/// What the hall has agreed on (hall/keys): which key seals, and under which lasting digests are written, that one first. A
/// ring that was only read seals and writes with its newest.
void agree(Keyring& ring, int sealing, std::vector<int> written);
int sealing(const Keyring& ring);
std::vector<int> written(const Keyring& ring);
bool has(const Keyring& ring, int number);

}  // namespace unionhall::crypto
