#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include <algorithm>
#include <vector>

#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {

using detail::must;

Sm3 sm3(std::string_view data) {
  Sm3Stream stream;
  stream.add(data);
  return stream.finish();
}

Sm3Stream::Sm3Stream() : context_(EVP_MD_CTX_new()) {
  must(EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_), detail::sm3_algorithm(), nullptr) == 1, "SM3 does not start");
}
Sm3Stream::~Sm3Stream() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Sm3Stream::add(std::string_view data) {
  must(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), data.data(), data.size()) == 1, "SM3 does not go on");
}

Sm3 Sm3Stream::finish() {
  Sm3 digest{};
  must(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.data(), nullptr) == 1, "SM3 does not end");
  return digest;
}

namespace {

detail::Mac hmac_context() {
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  must(hmac != nullptr, "OpenSSL has no HMAC");
  detail::Mac made(EVP_MAC_CTX_new(hmac));
  EVP_MAC_free(hmac);  // the context holds it
  char name[] = "SM3";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0), OSSL_PARAM_construct_end()};
  must(made && EVP_MAC_CTX_set_params(made.get(), params) == 1, "OpenSSL has no HMAC-SM3");
  return made;
}

/// This thread's context under `key`, ready to begin. It keeps the last few keys: beginning again under the same one takes half
/// the time of a short message.
EVP_MAC_CTX* begun(std::span<const std::uint8_t> key) {
  struct Keyed {
    std::vector<std::uint8_t> key;
    detail::Mac mac = hmac_context();
    Keyed() = default;
    Keyed(Keyed&&) = default;
    ~Keyed() { OPENSSL_cleanse(key.data(), key.size()); }
  };
  constexpr std::size_t keys_max = 8;
  thread_local std::vector<Keyed> keys;
  thread_local std::size_t oldest = 0;
  for (auto& known : keys) {
    if (!std::ranges::equal(known.key, key)) continue;
    must(EVP_MAC_init(known.mac.get(), nullptr, 0, nullptr) == 1, "HMAC-SM3 does not start");
    return known.mac.get();
  }
  if (keys.size() < keys_max) oldest = keys.size(), keys.emplace_back();
  auto& next = keys[oldest];
  oldest = (oldest + 1) % keys_max;
  OPENSSL_cleanse(next.key.data(), next.key.size());
  next.key.assign(key.begin(), key.end());
  must(EVP_MAC_init(next.mac.get(), key.data(), key.size(), nullptr) == 1, "HMAC-SM3 does not start");
  return next.mac.get();
}

}  // namespace

Sm3 hmac_sm3(std::span<const std::uint8_t> key, std::string_view data) {
  Sm3 tag{};
  std::size_t length = 0;
  auto* const mac = begun(key);
  must(EVP_MAC_update(mac, reinterpret_cast<const unsigned char*>(data.data()), data.size()) == 1 &&
           EVP_MAC_final(mac, tag.data(), &length, tag.size()) == 1 && length == tag.size(),
       "HMAC-SM3 failed");
  return tag;
}

bool same(std::string_view a, std::string_view b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace unionhall::crypto
