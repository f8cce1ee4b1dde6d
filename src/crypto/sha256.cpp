#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {

Sha256 sha256(std::string_view data) {
  Sha256 digest{};
  std::size_t length = 0;
  detail::must(EVP_Q_digest(nullptr, "SHA256", nullptr, data.data(), data.size(), digest.data(), &length) == 1 && length == digest.size(),
               "SHA-256 failed");
  return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view data) {
  Sha256 tag{};
  std::size_t length = 0;
  detail::must(EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(),
                         reinterpret_cast<const unsigned char*>(data.data()), data.size(), tag.data(), tag.size(), &length) != nullptr &&
                   length == tag.size(),
               "HMAC-SHA-256 failed");
  return tag;
}

}  // namespace unionhall::crypto
