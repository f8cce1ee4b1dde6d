#include "crypto/rotation.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace unionhall::crypto {
namespace {

constexpr std::string_view test_keys =
    "unionhall-keys 1\n"
    "1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n"
    "2 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8\n";

TEST(Sm3, AgreesWithThePublishedVectors) {  // GM/T 0004-2012, appendix A
  EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string long_text;
  for (int i = 0; i < 16; ++i) long_text += "abcd";
  EXPECT_EQ(hex(sm3(long_text)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  Sm3Stream stream;
  for (const char c : long_text) stream.add({&c, 1});
  EXPECT_EQ(stream.finish(), sm3(long_text));
}

Sm3 hmac_of_rfc2104(const std::string& key, const std::string& message) {
  std::string inner(64, '\x36'), outer(64, '\x5c');
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }
  const auto inside = sm3(inner + message);
  return sm3(outer + std::string(inside.begin(), inside.end()));
}

TEST(HmacSm3, IsTheConstructionOfRfc2104WhateverKeyCameBefore) {
  for (int round = 0; round < 3; ++round) {
    for (const auto letter : std::string("abcdefghijklmnopqrstuvwxyza")) {
      const std::string key(32, letter);
      for (const auto* message : {"", "message"}) {
        EXPECT_EQ(hmac_sm3(std::span(reinterpret_cast<const std::uint8_t*>(key.data()), key.size()), message),
                  hmac_of_rfc2104(key, message));
      }
    }
  }
}

TEST(Base64Url, HasOneTextForOneValue) {
  for (const std::string_view text : {"", "f", "fo", "foo", "\xff\xfe\xfd\xfc"}) {
    const auto encoded = base64url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    const auto back = from_base64url(encoded);
    ASSERT_TRUE(back);
    EXPECT_EQ(std::string(back->begin(), back->end()), text);
  }
  for (const auto* bad : {"A", "Zm9v=", "Zh", "Z+==", "Zm 9"}) EXPECT_FALSE(from_base64url(bad)) << bad;
}

TEST(Sealed, OpensOnlyWhereItWasSealed) {
  const auto keys = Keyring::parse(test_keys);
  const Place place{"people", "id_sealed", 42};
  const auto sealed = keys.seal("619999199003071124", place);
  EXPECT_TRUE(sealed.starts_with("2."));
  EXPECT_EQ(keys.open(sealed, place), "619999199003071124");
  EXPECT_NE(keys.seal("619999199003071124", place), sealed);  // a nonce of its own

  EXPECT_FALSE(keys.open(sealed, {"people", "id_sealed", 43}));
  EXPECT_FALSE(keys.open(sealed, {"people", "phone_sealed", 42}));
  EXPECT_FALSE(keys.open(sealed, {"peopl", "eid_sealed", 42}));
  EXPECT_FALSE(keys.open_token(sealed, "people"));
}

TEST(Sealed, EveryChangedCharacterIsNoticed) {
  const auto keys = Keyring::parse(test_keys);
  const Place place{"people", "phone_sealed", 7};
  const auto sealed = keys.seal("12612345678", place);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(keys.open(changed, place)) << i;
    EXPECT_FALSE(keys.open(sealed.substr(0, i), place)) << i;
  }
}

TEST(Keyring, OlderKeysStillOpenAndTheNewestSeals) {
  const auto old = Keyring::parse(test_keys.substr(0, test_keys.find("2 ")));
  const auto both = Keyring::parse(test_keys);
  const Place place{"t", "c", 1};
  EXPECT_EQ(both.open(old.seal("x", place), place), "x");
  EXPECT_FALSE(old.open(both.seal("x", place), place));
  EXPECT_EQ(both.digest("phone", "12612345678", 1), old.digest("phone", "12612345678"));
  EXPECT_NE(both.digest("phone", "12612345678"), old.digest("phone", "12612345678"));
  EXPECT_NE(both.digest("phone", "12612345678"), both.digest("resident_id", "12612345678"));
}

TEST(Keyring, SealsWithWhatIsAgreedOnAndTakesInWhatIsNew) {
  const Place place{"people", "id_sealed", 42};
  auto keys = Keyring::parse(test_keys.substr(0, test_keys.find("2 ")));
  const auto both = Keyring::parse(test_keys);
  EXPECT_TRUE(take_in(keys, both));
  EXPECT_FALSE(take_in(keys, both));
  EXPECT_EQ(keys.newest(), 2);
  EXPECT_EQ(sealing(keys), 1);
  EXPECT_EQ(key_number_of(keys.seal("x", place)), 1);
  EXPECT_EQ(keys.open(both.seal("x", place), place), "x");

  agree(keys, 2, {2, 1});
  EXPECT_EQ(key_number_of(keys.seal("x", place)), 2);
  EXPECT_EQ(written(keys), (std::vector<int>{2, 1}));
  EXPECT_EQ(keys.digest("phone", "1"), both.digest("phone", "1", 2));
  EXPECT_THROW(agree(keys, 3, {3}), std::invalid_argument);
  EXPECT_THROW(agree(keys, 2, {1}), std::invalid_argument);
  EXPECT_FALSE(key_number_of("no sealed value"));
}

TEST(Keyring, TakesInNoOtherKeyOfANumberThatItHas) {
  auto keys = Keyring::parse(test_keys.substr(0, test_keys.find("2 ")));
  const auto other =
      Keyring::parse("unionhall-keys 1\n1 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8\n3 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n");
  EXPECT_THROW(take_in(keys, other), std::invalid_argument);
  EXPECT_EQ(keys.newest(), 1);
}

TEST(Keyring, IsReadWhileItGrows) {
  const Place place{"people", "id_sealed", 42};
  auto keys = Keyring::parse(test_keys.substr(0, test_keys.find("2 ")));
  const auto both = Keyring::parse(test_keys);
  std::atomic<bool> ended = false;
  std::jthread reader([&] {
    while (!ended) EXPECT_EQ(keys.open(keys.seal("x", place), place), "x");
  });
  take_in(keys, both);
  for (int turn = 0; turn < 200; ++turn) agree(keys, 1 + turn % 2, {1 + turn % 2});
  ended = true;
}

TEST(Keyring, RefusesWhatIsNoSecret) {
  for (const auto* text :
       {"", "unionhall-keys 2\n", "unionhall-keys 1\n", "unionhall-keys 1\n1 short\n",
        "unionhall-keys 1\n1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "unionhall-keys 1\n2 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n1 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8\n"}) {
    EXPECT_THROW(Keyring::parse(text), std::runtime_error) << text;
  }
}

class KeyFile : public ::testing::Test {
 protected:
  KeyFile() {
    std::string name = (std::filesystem::temp_directory_path() / "unionhall-keys-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~KeyFile() override { std::filesystem::remove_all(folder); }
  std::filesystem::path folder;
};

TEST_F(KeyFile, IsReadByItsOwnerOnly) {
  const auto file = folder / "keys";
  EXPECT_THROW(Keyring::load(file), std::runtime_error);
  Keyring::init(file);
  EXPECT_EQ(Keyring::load(file).newest(), 1);
  EXPECT_THROW(Keyring::init(file), std::runtime_error);  // what the old key seals would be lost
  for (const auto mode : {0604, 0640, 0660}) {
    ASSERT_EQ(::chmod(file.c_str(), static_cast<mode_t>(mode)), 0);
    EXPECT_THROW(Keyring::load(file), std::runtime_error) << mode;
  }
}

TEST_F(KeyFile, RotatesWithoutLosingWhatItSealed) {
  const auto file = folder / "keys";
  Keyring::init(file);
  const auto sealed = Keyring::load(file).seal("x", {"t", "c", 1});
  Keyring::rotate(file);
  const auto keys = Keyring::load(file);
  EXPECT_EQ(keys.newest(), 2);
  EXPECT_EQ(keys.open(sealed, {"t", "c", 1}), "x");
}

TEST(Password, AHashThatIsNoneIsNotAWrongPassword) { EXPECT_THROW(password_fits("correct horse", "no hash"), std::runtime_error); }

TEST(Password, FitsItsHashAlone) {
  const auto hash = hash_password("correct horse");
  EXPECT_TRUE(password_fits("correct horse", hash));
  EXPECT_FALSE(password_fits("correct horsf", hash));
  EXPECT_NE(hash_password("correct horse"), hash);
}

/// The most that this process has held in memory so far.
std::int64_t peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (std::int64_t kib = 0; word == "VmHWM:" && status >> kib) return kib;
  }
  return 0;
}

TEST(Password, ACrowdTakesNoMoreMemoryThanFour) {
  const auto before = peak_kib();
  std::vector<std::jthread> crowd;
  for (int i = 0; i < 24; ++i) crowd.emplace_back([] { hash_password("correct horse"); });
  crowd.clear();
  EXPECT_LT(peak_kib() - before, 120 * 1024);  // all at once, or kept by each thread, it would be 456 MiB
}

TEST(FileKey, OpensAPieceAtItsNumberAlone) {
  const auto key = FileKey::draw();
  const auto first = key.seal("the first piece", 0), second = key.seal("the first piece", 1);
  EXPECT_NE(first, second);
  EXPECT_EQ(first.size(), std::string_view("the first piece").size() + FileKey::overhead);
  EXPECT_EQ(key.open(first, 0), "the first piece");
  EXPECT_FALSE(key.open(first, 1));
  EXPECT_FALSE(FileKey::draw().open(first, 0));
  EXPECT_EQ(FileKey::parse(key.text()).value().open(second, 1), "the first piece");

  auto changed = first;
  changed[3] ^= 1;
  EXPECT_FALSE(key.open(changed, 0));
  EXPECT_FALSE(key.open(std::span(first).first(FileKey::overhead - 1), 0));
  EXPECT_FALSE(FileKey::parse("short"));
}

TEST(Totp, AgreesWithRfc6238) {  // appendix B, SHA-1; the last six of its eight digits
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(totp_code(secret, 59), "287082");
  EXPECT_EQ(totp_code(secret, 1111111109), "081804");
  EXPECT_EQ(totp_code(secret, 1234567890), "005924");
  EXPECT_EQ(totp_code(secret, 2000000000), "279037");
}

TEST(Totp, AcceptsOneStepEitherWay) {
  const auto secret = new_totp_secret();
  const std::int64_t now = 1'800'000'000;
  for (const int off : {-30, 0, 30}) EXPECT_EQ(totp_step(secret, totp_code(secret, now + off), now), (now + off) / 30);
  EXPECT_NE(totp_step(secret, totp_code(secret, now - 90), now), (now - 90) / 30);
  EXPECT_FALSE(totp_step(secret, "", now));
  EXPECT_TRUE(totp_uri(secret, "王霞", "指尖工会").starts_with("otpauth://totp/%E6%8C%87"));
}

TEST(Random, BelowIsBelow) {
  for (int i = 0; i < 1000; ++i) EXPECT_LT(random_below(7), 7u);
  EXPECT_NE(random_token(), random_token());
  EXPECT_EQ(random_token().size(), 43u);
}

}  // namespace
}  // namespace unionhall::crypto
