#include "crypto.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cstring>

#include "contexts.h"

namespace unionhall::crypto {

using detail::Key;
using detail::sm4_ctr;

namespace {

constexpr std::size_t nonce_bytes = 16, tag_bytes = 16, key_bytes = 16;

Key derived(const Key& master, std::string_view use) {
  Key key = hmac_sm3(master, use);
  return key;
}

/// Nonces are drawn many at a time: one call to the random source costs more than sealing a phone number.
std::span<const std::uint8_t, nonce_bytes> next_nonce() {
  thread_local std::array<std::uint8_t, nonce_bytes * 256> drawn;
  thread_local std::size_t used = sizeof drawn;
  if (used == drawn.size()) {
    random_bytes(drawn);
    used = 0;
  }
  used += nonce_bytes;
  return std::span<const std::uint8_t, nonce_bytes>(drawn.data() + used - nonce_bytes, nonce_bytes);
}

/// Everything that the tag holds together. Lengths stand before what varies, so that no two places spell the same.
std::string tagged(std::string_view where, std::span<const std::uint8_t> nonce_and_text) {
  std::string text;
  text.reserve(where.size() + nonce_and_text.size());
  text += where;
  text.append(reinterpret_cast<const char*>(nonce_and_text.data()), nonce_and_text.size());
  return text;
}

std::string spelled(const Place& place) {
  std::string text = "value";
  text += '\0';
  text += place.table;
  text += '\0';
  text += place.column;
  text += '\0';
  text.append(reinterpret_cast<const char*>(&place.row_id), sizeof place.row_id);
  return text;
}

std::string spelled(std::string_view purpose) {
  std::string text = "token";
  text += '\0';
  text += purpose;
  text += '\0';
  return text;
}

}  // namespace

struct Keyring::Keys {
  int number = 0;
  Key cipher{}, tag{}, search{};

  Keys(int n, const Key& master)
      : number(n),
        cipher(derived(master, "unionhall cipher")),
        tag(derived(master, "unionhall tag")),
        search(derived(master, "unionhall search")) {}

  std::string seal(std::string_view plain, std::string_view where) const {
    Bytes bytes(nonce_bytes + plain.size() + tag_bytes);
    std::ranges::copy(next_nonce(), bytes.begin());
    sm4_ctr(cipher, bytes.data(), reinterpret_cast<const std::uint8_t*>(plain.data()), plain.size(), bytes.data() + nonce_bytes);
    const auto mac = hmac_sm3(tag, tagged(where, {bytes.data(), nonce_bytes + plain.size()}));
    std::copy_n(mac.begin(), tag_bytes, bytes.end() - tag_bytes);
    return std::to_string(number) + "." + base64url(bytes);
  }

  std::optional<std::string> open(std::string_view encoded, std::string_view where) const {
    const auto bytes = from_base64url(encoded);
    if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return std::nullopt;
    const std::size_t text_size = bytes->size() - nonce_bytes - tag_bytes;
    const auto mac = hmac_sm3(tag, tagged(where, {bytes->data(), nonce_bytes + text_size}));
    if (CRYPTO_memcmp(mac.data(), bytes->data() + nonce_bytes + text_size, tag_bytes) != 0) return std::nullopt;
    std::string plain(text_size, '\0');
    sm4_ctr(cipher, bytes->data(), bytes->data() + nonce_bytes, text_size, reinterpret_cast<std::uint8_t*>(plain.data()));
    return plain;
  }
};

namespace {

/// "7.…" → 7 and what follows the dot.
std::optional<std::pair<int, std::string_view>> numbered(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot > 4) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, dot)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return std::pair{number, text.substr(dot + 1)};
}

}  // namespace

Keyring::Keyring() = default;
Keyring::Keyring(Keyring&&) noexcept = default;
Keyring& Keyring::operator=(Keyring&&) noexcept = default;
Keyring::~Keyring() {
  for (auto& keys : keys_) {
    OPENSSL_cleanse(keys.cipher.data(), keys.cipher.size());
    OPENSSL_cleanse(keys.tag.data(), keys.tag.size());
    OPENSSL_cleanse(keys.search.data(), keys.search.size());
  }
}

Keyring Keyring::parse(std::string_view text) {
  constexpr std::string_view first_line = "unionhall-keys 1\n";
  if (!text.starts_with(first_line)) throw std::runtime_error("the key file does not begin with 'unionhall-keys 1'");
  text.remove_prefix(first_line.size());

  Keyring ring;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const auto space = line.find(' ');
    int number = 0;
    for (const char c : line.substr(0, std::min(space, line.size())))
      number = c >= '0' && c <= '9' && number < 1000 ? number * 10 + (c - '0') : 1000;
    auto bytes = space == std::string_view::npos ? std::nullopt : from_base64url(line.substr(space + 1));
    if (number <= 0 || number >= 1000 || !bytes || bytes->size() != Key{}.size())
      throw std::runtime_error("a line of the key file is not 'number key'");
    if (!ring.keys_.empty() && ring.keys_.back().number >= number) throw std::runtime_error("the key numbers do not grow");
    if (std::ranges::all_of(*bytes, [&](auto byte) { return byte == bytes->front(); })) {
      throw std::runtime_error("a key is one byte repeated: it is no secret");
    }
    Key master{};
    std::ranges::copy(*bytes, master.begin());
    OPENSSL_cleanse(bytes->data(), bytes->size());
    ring.keys_.emplace_back(number, master);
    OPENSSL_cleanse(master.data(), master.size());
  }
  if (ring.keys_.empty()) throw std::runtime_error("the key file holds no key");
  return ring;
}

int Keyring::newest() const { return keys_.back().number; }

std::vector<int> Keyring::numbers() const {
  std::vector<int> numbers;
  for (const auto& keys : keys_) numbers.push_back(keys.number);
  std::ranges::reverse(numbers);  // the newest is the likeliest
  return numbers;
}

std::string Keyring::seal(std::string_view plain, const Place& place) const { return keys_.back().seal(plain, spelled(place)); }
std::string Keyring::seal_token(std::string_view plain, std::string_view purpose) const {
  return keys_.back().seal(plain, spelled(purpose));
}

std::optional<std::string> Keyring::open(std::string_view sealed, const Place& place) const { return open_spelled(sealed, spelled(place)); }
std::optional<std::string> Keyring::open_token(std::string_view token, std::string_view purpose) const {
  return open_spelled(token, spelled(purpose));
}

std::optional<std::string> Keyring::open_spelled(std::string_view sealed, std::string_view where) const {
  const auto parts = numbered(sealed);
  if (!parts) return std::nullopt;
  const auto keys = std::ranges::find(keys_, parts->first, &Keys::number);
  return keys == keys_.end() ? std::nullopt : keys->open(parts->second, where);
}

std::string Keyring::digest(std::string_view kind, std::string_view value, int number) const {
  const auto keys = std::ranges::find(keys_, number, &Keys::number);
  if (keys == keys_.end()) throw std::invalid_argument("there is no key of this number");
  std::string text(kind);
  text += '\0';
  text += value;
  const auto mac = hmac_sm3(keys->search, text);
  return base64url(std::span(mac).first(key_bytes));
}

}  // namespace unionhall::crypto
