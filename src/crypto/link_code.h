#pragma once
// Codes of links that are sent to people (链接码): sixteen signs (base/short_code.h), 45 bits that nobody can guess and the 32 bits of a
// row's serial. A code is derived under a key from the serial and from what its row belongs to, and stored nowhere: who takes the
// database away has no links.
#include "crypto/crypto.h"

namespace unionhall::crypto::link_code {

/// "8K3T-92QF-M4XH-7CVP". `kind` separates the uses; serials have 32 bits.
std::string of(const Keyring& keys, int key_no, std::string_view kind, std::int64_t serial, std::int64_t belongs_to);
/// Whether `code`, folded, is the one of this row; a key that is gone has none.
bool fits(const Keyring& keys, std::string_view code, int key_no, std::string_view kind, std::int64_t serial, std::int64_t belongs_to);
/// The serial that a code names, be it right or not; nothing when it cannot be a code.
std::optional<std::int64_t> serial_of(std::string_view code);
/// One that nobody can foresee; whoever writes it down looks whether it is taken.
std::int64_t drawn_serial();

}  // namespace unionhall::crypto::link_code
