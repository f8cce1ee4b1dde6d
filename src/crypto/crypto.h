#pragma once
// The Chinese commercial ciphers (OpenSSL 3), and what the program builds from them: sealed values, digests
// for exact search, passwords of files, one-time passwords. Keys come from a file or the environment, never
// from the database. Source: GM/T 0004 (SM3), GB/T 32907 (SM4); encrypt-then-MAC, since OpenSSL 3.0 has no SM4-GCM.
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall::crypto {

using Bytes = std::vector<std::uint8_t>;
using Sm3 = std::array<std::uint8_t, 32>;

Sm3 sm3(std::string_view data);
Sm3 hmac_sm3(std::span<const std::uint8_t> key, std::string_view data);

/// For signed calls to services outside that ask for it; nothing of ours is kept under it.
using Sha256 = std::array<std::uint8_t, 32>;
Sha256 sha256(std::string_view data);
Sha256 hmac_sha256(std::string_view key, std::string_view data);

/// A digest that is fed piece by piece.
class Sm3Stream {
 public:
  Sm3Stream();
  ~Sm3Stream();
  void add(std::string_view data);
  Sm3 finish();

 private:
  void* context_;
};

std::string hex(std::span<const std::uint8_t> bytes);
std::string base64url(std::span<const std::uint8_t> bytes);  // no padding
std::optional<Bytes> from_base64url(std::string_view text);

/// Random bytes from the system; throws when it has none.
void random_bytes(std::span<std::uint8_t> out);
/// A token with 256 bits, base64url.
std::string random_token();
/// A uniform number in [0, below).
std::uint32_t random_below(std::uint32_t below);
/// A code that people type, of so many signs (base/short_code.h).
std::string random_code(int signs);

/// Equal without telling by time where they differ.
bool same(std::string_view a, std::string_view b);

/// Where a sealed value stands. It is bound to this place: moved to another row or column it no longer opens.
struct Place {
  std::string_view table, column;
  std::int64_t row_id;
};

/// The keys of one hall: for each key number one for sealing, one for its tag, one for search digests and one for tokens.
/// Numbers grow; the newest seals, all open. Key material is wiped when it goes.
class Keyring {
 public:
  /// Reads DIR/keys (or $UNIONHALL_KEYS). Throws std::runtime_error with a plain reason when the file is missing,
  /// readable by others than its owner, malformed, or holds a key that is all one byte.
  static Keyring load(const std::filesystem::path& file);
  /// Writes a new file with one key, mode 0600. Refuses to overwrite.
  static void init(const std::filesystem::path& file);
  /// Adds a new newest key to the file, atomically.
  static void rotate(const std::filesystem::path& file);
  /// From text, as in the file; for tests and the environment.
  static Keyring parse(std::string_view text);

  int newest() const;
  std::vector<int> numbers() const;

  /// "k.<base64url of nonce, ciphertext, tag>": key number, random nonce, SM4-CTR, HMAC-SM3 over all of it and the place.
  std::string seal(std::string_view plain, const Place& place) const;
  /// Nothing when it was changed, moved, or its key is gone.
  std::optional<std::string> open(std::string_view sealed, const Place& place) const;

  /// For exact search: HMAC-SM3 under key `number`'s search key, over kind and value; base64url of the first 16 bytes.
  std::string digest(std::string_view kind, std::string_view value, int number) const;
  std::string digest(std::string_view kind, std::string_view value) const { return digest(kind, value, newest()); }

  /// Seals what leaves us and must come back unchanged: cursors, link tokens. `purpose` separates the uses.
  std::string seal_token(std::string_view plain, std::string_view purpose) const;
  std::optional<std::string> open_token(std::string_view token, std::string_view purpose) const;

  ~Keyring();
  Keyring(Keyring&&) noexcept;
  Keyring& operator=(Keyring&&) noexcept;

 private:
  Keyring();
  std::optional<std::string> open_spelled(std::string_view sealed, std::string_view where) const;
  struct Keys;
  std::vector<Keys> keys_;
};

/// The key of one file that is sealed piece by piece (SM4-CTR, HMAC-SM3). Each piece is sealed once, under its number, and
/// opens at that number alone: pieces can be neither swapped nor taken from another file.
class FileKey {
 public:
  static FileKey draw();
  /// From text(); nothing when it is none.
  static std::optional<FileKey> parse(std::string_view text);
  /// To be kept sealed: whoever has it has the file.
  std::string text() const;

  Bytes seal(std::string_view piece, std::int64_t number) const;
  /// Nothing when it was changed or stood elsewhere.
  std::optional<std::string> open(std::span<const std::uint8_t> sealed, std::int64_t number) const;
  static constexpr std::size_t overhead = 16;  // bytes that sealing adds to a piece

  ~FileKey();
  FileKey(const FileKey&) = default;
  FileKey& operator=(const FileKey&) = default;

 private:
  explicit FileKey(const std::array<std::uint8_t, 32>& master);
  std::array<std::uint8_t, 32> master_{}, cipher_{}, tag_{};
};

/// Argon2id with its salt and cost inside, and its check. For short secrets such as sign-in codes use hmac_sm3 with a key.
std::string hash_password(std::string_view password);
bool password_fits(std::string_view password, std::string_view hash);

/// Time-based one-time passwords (RFC 6238, SHA-1, 30 s, 6 digits: what the phone apps speak).
std::string new_totp_secret();  // 20 bytes, base32
std::string totp_uri(std::string_view secret, std::string_view account, std::string_view issuer);
std::string totp_code(std::string_view secret, std::int64_t unix_seconds);
/// The step that `code` belongs to, of the last, this and the next one; nothing when it fits none.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t unix_seconds);

}  // namespace unionhall::crypto
