#include "signatures.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include "contexts.h"

namespace unionhall::crypto {
namespace {

using detail::Freed;
using detail::must;

using Group = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Arithmetic = std::unique_ptr<BN_CTX, Freed<BN_CTX_free>>;
using Pair = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using PairContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

constexpr std::string_view signer = "1234567812345678";
constexpr std::size_t point_bytes = 65;

const EC_GROUP* group() {
  static const Group curve(EC_GROUP_new_by_curve_name(NID_sm2));
  must(curve != nullptr, "OpenSSL has no SM2");
  return curve.get();
}

/// 1 … n − 2, from twice as many bits as it has: none is likelier than another.
Number private_half(const Keyring& keys, int number) {
  std::array<std::uint8_t, 64> bits{};
  for (std::size_t half = 0; half < 2; ++half) {
    const auto seed = keys.digest("SM2 key, first part", half == 0 ? "high" : "low", number) +
                      keys.digest("SM2 key, second part", half == 0 ? "high" : "low", number);
    const auto block = sm3(seed);
    std::ranges::copy(block, bits.begin() + static_cast<std::ptrdiff_t>(half * block.size()));
  }
  const Arithmetic arithmetic(BN_CTX_new());
  const Number drawn(BN_bin2bn(bits.data(), static_cast<int>(bits.size()), nullptr)), most(BN_dup(EC_GROUP_get0_order(group())));
  Number secret(BN_new());
  must(drawn && most && secret && BN_sub_word(most.get(), 2) == 1 && BN_mod(secret.get(), drawn.get(), most.get(), arithmetic.get()) == 1 &&
           BN_add_word(secret.get(), 1) == 1,
       "no SM2 key");
  return secret;
}

Bytes public_half(const BIGNUM* secret) {
  const Point point(EC_POINT_new(group()));
  Bytes bytes(point_bytes);
  must(point && EC_POINT_mul(group(), point.get(), secret, nullptr, nullptr, nullptr) == 1 &&
           EC_POINT_point2oct(group(), point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes.data(), bytes.size(), nullptr) == point_bytes,
       "no SM2 point");
  return bytes;
}

/// Nothing where the bytes are no key.
Pair pair_of(const Bytes& point, const BIGNUM* secret) {
  const ParamBuilder build(OSSL_PARAM_BLD_new());
  must(build && OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) == 1 &&
           OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1 &&
           (!secret || OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret) == 1),
       "no SM2 parameters");
  const Params params(OSSL_PARAM_BLD_to_param(build.get()));
  const PairContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  must(params && context && EVP_PKEY_fromdata_init(context.get()) == 1, "OpenSSL has no SM2");
  EVP_PKEY* pair = nullptr;
  const bool made = EVP_PKEY_fromdata(context.get(), &pair, secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
  return Pair(made ? pair : nullptr);
}

/// A digest and the context that knows who signs, which must live as long.
struct Signing {
  explicit Signing(EVP_PKEY* pair) : key(EVP_PKEY_CTX_new_from_pkey(nullptr, pair, nullptr)), digest(EVP_MD_CTX_new()) {
    must(key && digest && EVP_PKEY_CTX_set1_id(key.get(), signer.data(), signer.size()) == 1, "SM2 does not start");
    EVP_MD_CTX_set_pkey_ctx(digest.get(), key.get());
  }
  PairContext key;
  detail::Digest digest;
};

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::optional<Bytes> from_hex(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  if (text.size() != 2 * point_bytes || !text.starts_with("04")) return std::nullopt;
  Bytes bytes;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = digit(text[at]), low = digit(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

Pair public_pair(std::string_view public_key) {
  const auto point = from_hex(public_key);
  return point ? pair_of(*point, nullptr) : Pair();
}

}  // namespace

std::string public_key_of(const Keyring& keys, int number) { return hex(public_half(private_half(keys, number).get())); }

std::string sign(const Keyring& keys, int number, std::string_view text) {
  const auto secret = private_half(keys, number);
  const auto pair = pair_of(public_half(secret.get()), secret.get());
  must(pair != nullptr, "no SM2 pair");
  const Signing signing(pair.get());
  std::size_t size = 0;
  must(EVP_DigestSignInit(signing.digest.get(), nullptr, detail::sm3_algorithm(), nullptr, pair.get()) == 1 &&
           EVP_DigestSign(signing.digest.get(), nullptr, &size, bytes_of(text), text.size()) == 1,
       "SM2 does not sign");
  Bytes signature(size);
  must(EVP_DigestSign(signing.digest.get(), signature.data(), &size, bytes_of(text), text.size()) == 1, "SM2 does not sign");
  return base64url(std::span(signature).first(size));
}

bool is_public_key(std::string_view text) { return public_pair(text) != nullptr; }

bool signature_fits(std::string_view public_key, std::string_view text, std::string_view signature) {
  const auto pair = public_pair(public_key);
  const auto bytes = from_base64url(signature);
  if (!pair || !bytes) return false;
  const Signing signing(pair.get());
  must(EVP_DigestVerifyInit(signing.digest.get(), nullptr, detail::sm3_algorithm(), nullptr, pair.get()) == 1, "SM2 does not check");
  return EVP_DigestVerify(signing.digest.get(), bytes->data(), bytes->size(), bytes_of(text), text.size()) == 1;
}

}  // namespace unionhall::crypto
