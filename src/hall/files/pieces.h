#pragma once
// How a kept file is cut and named. Private to this room.
#include <string_view>

#include "crypto/crypto.h"

namespace unionhall::files {

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t sealed_bytes = piece_bytes + crypto::FileKey::overhead;
constexpr std::string_view sealed_suffix = ".sealed";

}  // namespace unionhall::files
