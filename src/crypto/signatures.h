#pragma once
// Signatures that others believe without asking us (SM2 over SM3). Each key number of a hall's keyring has a pair of its own, made
// from the keyring: the private half is never kept, the public one is given away. Source: GB/T 32918.2 (SM2), GB/T 35276 (who
// signs is "1234567812345678" where nothing else is agreed; a signature is DER).
#include "crypto/crypto.h"

namespace unionhall::crypto {

/// The public key of a number: hex of 04, x and y.
std::string public_key_of(const Keyring& keys, int number);
/// A signature under this number's key, base64url. No two are the same.
std::string sign(const Keyring& keys, int number, std::string_view text);

/// Whether `text` names a point that can be a public key.
bool is_public_key(std::string_view text);
/// False for a signature that is none, too.
bool signature_fits(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace unionhall::crypto
