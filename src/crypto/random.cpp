#include <openssl/rand.h>

#include "base/short_code.h"
#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {

void random_bytes(std::span<std::uint8_t> out) {
  detail::must(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1, "the system gives no random bytes");
}

std::string random_token() {
  std::array<std::uint8_t, 32> bytes{};
  random_bytes(bytes);
  return base64url(bytes);
}

std::uint32_t random_below(std::uint32_t below) {
  // What does not divide evenly is drawn again, or small numbers would come more often.
  const std::uint32_t fair = UINT32_MAX - UINT32_MAX % below;
  for (;;) {
    std::uint32_t drawn = 0;
    random_bytes({reinterpret_cast<std::uint8_t*>(&drawn), sizeof drawn});
    if (drawn < fair) return drawn % below;
  }
}

std::string random_code(int signs) {
  std::string bare;
  for (int i = 0; i < signs; ++i) bare += short_code::signs[random_below(static_cast<std::uint32_t>(short_code::signs.size()))];
  return short_code::in_fours(bare);
}

}  // namespace unionhall::crypto
