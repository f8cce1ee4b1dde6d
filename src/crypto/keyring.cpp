#include "crypto.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

#include "contexts.h"
#include "rotation.h"

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

/// What is derived from one line of the key file.
struct OneKey {
  int number = 0;
  Key cipher{}, tag{}, search{};

  OneKey(int n, const Key& master)
      : number(n),
        cipher(derived(master, "unionhall cipher")),
        tag(derived(master, "unionhall tag")),
        search(derived(master, "unionhall search")) {}

  OneKey(const OneKey&) = default;
  OneKey& operator=(const OneKey&) = default;
  friend bool operator==(const OneKey&, const OneKey&) = default;
  ~OneKey() {
    OPENSSL_cleanse(cipher.data(), cipher.size());
    OPENSSL_cleanse(tag.data(), tag.size());
    OPENSSL_cleanse(search.data(), search.size());
  }

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

/// One state of a keyring. Its keys stand by growing number.
struct Ring {
  std::vector<OneKey> keys;
  int sealing = 0;
  std::vector<int> written;

  const OneKey* find(int number) const {
    const auto found = std::ranges::find(keys, number, &OneKey::number);
    return found == keys.end() ? nullptr : &*found;
  }
  const OneKey& sealer() const { return *find(sealing); }
};

/// All that a keyring holds. Whoever reads has the ring that was the last when it began, so all of them stay until the end.
/// There are few.
struct Shared {
  std::mutex mutex;
  std::vector<std::unique_ptr<const Ring>> all;
  std::atomic<const Ring*> last = nullptr;

  const Ring& now() const { return *last.load(); }
  void follow(std::unique_ptr<const Ring> ring) {
    all.push_back(std::move(ring));
    last.store(all.back().get());
  }
};

}  // namespace

static Shared& shared_of(const Keyring& keyring);

struct Keyring::Keys {
  std::unique_ptr<Shared> shared = std::make_unique<Shared>();

  static Shared& of(const Keyring& keyring) { return *keyring.keys_.front().shared; }
  friend Shared& shared_of(const Keyring& keyring) { return Keys::of(keyring); }
};

bool take_in(Keyring& keyring, const Keyring& file) {
  auto& shared = shared_of(keyring);
  const std::lock_guard lock(shared.mutex);
  auto ring = std::make_unique<Ring>(shared.now());
  for (const auto& key : shared_of(file).now().keys) {
    const auto* known = ring->find(key.number);
    if (!known) {
      ring->keys.push_back(key);
    } else if (*known != key) {
      throw std::invalid_argument("another key " + std::to_string(key.number) + " is in use already");
    }
  }
  if (ring->keys.size() == shared.now().keys.size()) return false;
  std::ranges::sort(ring->keys, {}, &OneKey::number);
  shared.follow(std::move(ring));
  return true;
}

void agree(Keyring& keyring, int sealing, std::vector<int> written) {
  auto& shared = shared_of(keyring);
  const std::lock_guard lock(shared.mutex);
  const auto& now = shared.now();
  if (now.sealing == sealing && now.written == written) return;
  if (!std::ranges::all_of(written, [&](int number) { return now.find(number) != nullptr; })) {
    throw std::invalid_argument("there is no key of this number");
  }
  if (std::ranges::find(written, sealing) == written.end()) {
    throw std::invalid_argument("digests are not written under the key that seals");
  }
  auto ring = std::make_unique<Ring>(now);
  ring->sealing = sealing;
  ring->written = std::move(written);
  shared.follow(std::move(ring));
}

int sealing(const Keyring& keyring) { return shared_of(keyring).now().sealing; }
std::vector<int> written(const Keyring& keyring) { return shared_of(keyring).now().written; }
bool has(const Keyring& keyring, int number) { return shared_of(keyring).now().find(number) != nullptr; }

std::optional<int> key_number_of(std::string_view sealed) {
  const auto parts = numbered(sealed);
  return parts ? std::optional(parts->first) : std::nullopt;
}

Keyring::Keyring() : keys_(1) {}
Keyring::Keyring(Keyring&&) noexcept = default;
Keyring& Keyring::operator=(Keyring&&) noexcept = default;
Keyring::~Keyring() = default;

Keyring Keyring::parse(std::string_view text) {
  constexpr std::string_view first_line = "unionhall-keys 1\n";
  if (!text.starts_with(first_line)) throw std::runtime_error("the key file does not begin with 'unionhall-keys 1'");
  text.remove_prefix(first_line.size());

  auto ring = std::make_unique<Ring>();
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
    if (!ring->keys.empty() && ring->keys.back().number >= number) throw std::runtime_error("the key numbers do not grow");
    if (std::ranges::all_of(*bytes, [&](auto byte) { return byte == bytes->front(); })) {
      throw std::runtime_error("a key is one byte repeated: it is no secret");
    }
    Key master{};
    std::ranges::copy(*bytes, master.begin());
    OPENSSL_cleanse(bytes->data(), bytes->size());
    ring->keys.emplace_back(number, master);
    OPENSSL_cleanse(master.data(), master.size());
  }
  if (ring->keys.empty()) throw std::runtime_error("the key file holds no key");
  ring->sealing = ring->keys.back().number;
  ring->written = {ring->sealing};
  Keyring made;
  shared_of(made).follow(std::move(ring));
  return made;
}

int Keyring::newest() const { return shared_of(*this).now().keys.back().number; }

std::vector<int> Keyring::numbers() const {
  std::vector<int> numbers;
  for (const auto& keys : shared_of(*this).now().keys) numbers.push_back(keys.number);
  std::ranges::reverse(numbers);  // the newest is the likeliest
  return numbers;
}

std::string Keyring::seal(std::string_view plain, const Place& place) const {
  return shared_of(*this).now().sealer().seal(plain, spelled(place));
}
std::string Keyring::seal_token(std::string_view plain, std::string_view purpose) const {
  return shared_of(*this).now().sealer().seal(plain, spelled(purpose));
}

std::optional<std::string> Keyring::open(std::string_view sealed, const Place& place) const { return open_spelled(sealed, spelled(place)); }
std::optional<std::string> Keyring::open_token(std::string_view token, std::string_view purpose) const {
  return open_spelled(token, spelled(purpose));
}

std::optional<std::string> Keyring::open_spelled(std::string_view sealed, std::string_view where) const {
  const auto parts = numbered(sealed);
  if (!parts) return std::nullopt;
  const auto* keys = shared_of(*this).now().find(parts->first);
  return keys ? keys->open(parts->second, where) : std::nullopt;
}

std::string Keyring::digest(std::string_view kind, std::string_view value, int number) const {
  const auto* keys = shared_of(*this).now().find(number);
  if (!keys) throw std::invalid_argument("there is no key of this number");
  std::string text(kind);
  text += '\0';
  text += value;
  const auto mac = hmac_sm3(keys->search, text);
  return base64url(std::span(mac).first(key_bytes));
}

}  // namespace unionhall::crypto
