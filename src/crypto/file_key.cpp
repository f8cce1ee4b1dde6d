#include <openssl/crypto.h>

#include <algorithm>

#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {
namespace {

constexpr std::size_t nonce_bytes = 16;

/// The number in the upper half: the lower one counts the blocks of the piece, so that no two pieces share a block of the
/// key stream.
std::array<std::uint8_t, nonce_bytes> nonce_of(std::int64_t number) {
  std::array<std::uint8_t, nonce_bytes> nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * (7 - i)));
  return nonce;
}

/// Each number has a tag key of its own, which binds the piece to its place.
Sm3 tag_of(const std::array<std::uint8_t, 32>& tag_key, const std::array<std::uint8_t, nonce_bytes>& nonce,
           std::span<const std::uint8_t> text) {
  const auto key = hmac_sm3(tag_key, {reinterpret_cast<const char*>(nonce.data()), nonce.size()});
  return hmac_sm3(key, {reinterpret_cast<const char*>(text.data()), text.size()});
}

}  // namespace

FileKey::FileKey(const std::array<std::uint8_t, 32>& master)
    : master_(master), cipher_(hmac_sm3(master, "unionhall file cipher")), tag_(hmac_sm3(master, "unionhall file tag")) {}

FileKey::~FileKey() {
  for (auto* key : {&master_, &cipher_, &tag_}) OPENSSL_cleanse(key->data(), key->size());
}

FileKey FileKey::draw() {
  std::array<std::uint8_t, 32> master{};
  random_bytes(master);
  return FileKey(master);
}

std::optional<FileKey> FileKey::parse(std::string_view text) {
  const auto bytes = from_base64url(text);
  std::array<std::uint8_t, 32> master{};
  if (!bytes || bytes->size() != master.size()) return std::nullopt;
  std::ranges::copy(*bytes, master.begin());
  return FileKey(master);
}

std::string FileKey::text() const { return base64url(master_); }

Bytes FileKey::seal(std::string_view piece, std::int64_t number) const {
  const auto nonce = nonce_of(number);
  Bytes sealed(piece.size() + overhead);
  detail::sm4_ctr(cipher_, nonce.data(), reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size(), sealed.data());
  const auto tag = tag_of(tag_, nonce, {sealed.data(), piece.size()});
  std::copy_n(tag.begin(), overhead, sealed.end() - overhead);
  return sealed;
}

std::optional<std::string> FileKey::open(std::span<const std::uint8_t> sealed, std::int64_t number) const {
  if (sealed.size() < overhead) return std::nullopt;
  const auto nonce = nonce_of(number);
  const auto text = sealed.first(sealed.size() - overhead);
  if (CRYPTO_memcmp(tag_of(tag_, nonce, text).data(), sealed.data() + text.size(), overhead) != 0) return std::nullopt;
  std::string piece(text.size(), '\0');
  detail::sm4_ctr(cipher_, nonce.data(), text.data(), text.size(), reinterpret_cast<std::uint8_t*>(piece.data()));
  return piece;
}

}  // namespace unionhall::crypto
