#pragma once
// OpenSSL objects with an owner. Private to this room.
#include <openssl/evp.h>

#include <array>
#include <cstdint>
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

using Key = std::array<std::uint8_t, 32>;

/// SM4-CTR is its own inverse. `nonce` has 16 bytes; of the key SM4 takes the first 16.
inline void sm4_ctr(const Key& key, const std::uint8_t* nonce, const std::uint8_t* in, std::size_t size, std::uint8_t* out) {
  thread_local const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  must(EVP_EncryptInit_ex2(cipher.get(), sm4_ctr_algorithm(), key.data(), nonce, nullptr) == 1 &&
           EVP_EncryptUpdate(cipher.get(), out, &written, in, static_cast<int>(size)) == 1,
       "SM4-CTR failed");
}

}  // namespace unionhall::crypto::detail
