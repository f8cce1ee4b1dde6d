// SM2: what the right key signed fits, and nothing else.
#include "crypto/signatures.h"

#include <gtest/gtest.h>

namespace unionhall::crypto {
namespace {

const Keyring& keys() {
  static const auto ring =
      Keyring::parse("unionhall-keys 1\n1 AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA\n2 IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE\n");
  return ring;
}

TEST(Signatures, FitTheirTextAndTheirKeyAlone) {
  const auto signature = sign(keys(), 1, "转会凭证");
  EXPECT_TRUE(signature_fits(public_key_of(keys(), 1), "转会凭证", signature));
  EXPECT_FALSE(signature_fits(public_key_of(keys(), 1), "转会凭单", signature));
  EXPECT_FALSE(signature_fits(public_key_of(keys(), 2), "转会凭证", signature));
  EXPECT_FALSE(signature_fits(public_key_of(keys(), 1), "转会凭证", ""));
  EXPECT_FALSE(signature_fits(public_key_of(keys(), 1), "转会凭证", "AAAA"));
  EXPECT_NE(sign(keys(), 1, "转会凭证"), signature) << "no two are the same";
}

TEST(Signatures, AKeyOfAnotherProgramFits) {
  // GB/T 32918.5-2017, Annex A.2: the signature of "message digest" by "1234567812345678".
  constexpr std::string_view key =
      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
  constexpr std::uint8_t der[] = {0x30, 0x46, 0x02, 0x21, 0x00, 0xf5, 0xa0, 0x3b, 0x06, 0x48, 0xd2, 0xc4, 0x63, 0x0e, 0xea,
                                  0xc5, 0x13, 0xe1, 0xbb, 0x81, 0xa1, 0x59, 0x44, 0xda, 0x38, 0x27, 0xd5, 0xb7, 0x41, 0x43,
                                  0xac, 0x7e, 0xac, 0xee, 0xe7, 0x20, 0xb3, 0x02, 0x21, 0x00, 0xb1, 0xb6, 0xaa, 0x29, 0xdf,
                                  0x21, 0x2f, 0xd8, 0x76, 0x31, 0x82, 0xbc, 0x0d, 0x42, 0x1c, 0xa1, 0xbb, 0x90, 0x38, 0xfd,
                                  0x1f, 0x7f, 0x42, 0xd4, 0x84, 0x0b, 0x69, 0xc4, 0x85, 0xbb, 0xc1, 0xaa};
  EXPECT_TRUE(signature_fits(key, "message digest", base64url(der)));
}

TEST(Signatures, APublicKeyIsAPointOfTheCurve) {
  EXPECT_TRUE(is_public_key(public_key_of(keys(), 1)));
  EXPECT_EQ(public_key_of(keys(), 1), public_key_of(keys(), 1)) << "made from the keyring, not drawn";
  auto off = public_key_of(keys(), 1);
  off.back() = off.back() == '0' ? '1' : '0';
  EXPECT_FALSE(is_public_key(off));
  EXPECT_FALSE(is_public_key(""));
  EXPECT_FALSE(is_public_key("04zz"));
}

}  // namespace
}  // namespace unionhall::crypto
