#include <argon2.h>
#include <malloc.h>

#include <semaphore>

#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {
namespace {
// 19 MiB, two passes: 47 ms here. Source: RFC 9106 §4 and OWASP.
constexpr std::uint32_t passes = 2, memory_kib = 19 * 1024, lanes = 1;
constexpr std::size_t salt_bytes = 16, hash_bytes = 32;

/// Four at once take 76 MiB, and more would not be faster; the others wait. What a thread has freed glibc would keep for it, which
/// for 64 workers would come to more than the whole program may have: blocks of this size go back to the system.
class Turn {
 public:
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::counting_semaphore<4>& turns() {
    // Before the first of them. An allocator in glibc's place, mimalloc or a sanitizer's, says 0 and has ways of its own.
    [[maybe_unused]] static const int asked = ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
    static std::counting_semaphore<4> all(4);
    return all;
  }
};
}  // namespace

std::string hash_password(std::string_view password) {
  std::array<std::uint8_t, salt_bytes> salt{};
  random_bytes(salt);
  std::string encoded(argon2_encodedlen(passes, memory_kib, lanes, salt_bytes, hash_bytes, Argon2_id), '\0');
  const Turn turn;
  const int done = argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(), salt.data(), salt.size(), hash_bytes,
                                         encoded.data(), encoded.size());
  detail::must(done == ARGON2_OK, "Argon2id failed");
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool password_fits(std::string_view password, std::string_view hash) {
  const std::string encoded(hash);
  const Turn turn;
  const int answer = argon2id_verify(encoded.c_str(), password.data(), password.size());
  // No memory, say, or a hash that is none: not the fault of who typed it.
  detail::must(answer == ARGON2_OK || answer == ARGON2_VERIFY_MISMATCH, "Argon2id did not answer");
  return answer == ARGON2_OK;
}

}  // namespace unionhall::crypto
