#pragma once
// OpenSSL objects with an owner. Private to this room.
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace unionhall::crypto::detail {

template <auto Free>
struct Freed {
  void operator()(auto* object) const { Free(object); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using Mac = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;

/// OpenSSL says no only when the machine is broken or the library was built without these ciphers.
inline void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

// Looking an algorithm up costs more than a short message: once a program.
inline const EVP_MD* sm3_algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SM3", nullptr);
  must(fetched != nullptr, "OpenSSL has no SM3");
  return fetched;
}
inline const EVP_CIPHER* sm4_ctr_algorithm() {
  static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr);
  must(fetched != nullptr, "OpenSSL has no SM4-CTR");
  return fetched;
}

}  // namespace unionhall::crypto::detail
