#include "services/verification/links.h"

namespace unionhall::verification::links {

std::string code_of(const crypto::Keyring& keys, int key_no, std::int64_t serial, MemberId member) {
  return crypto::link_code::of(keys, key_no, "verification_link", serial, member.value);
}

bool fits(const crypto::Keyring& keys, std::string_view code, int key_no, std::int64_t serial, MemberId member) {
  return crypto::link_code::fits(keys, code, key_no, "verification_link", serial, member.value);
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::nothing_fits:
      return {422, "verification.nothing_fits"};
    case Refusal::used:
      return {409, "verification.link_used"};
    case Refusal::look_over:
      return {409, "verification.look_over"};
    case Refusal::tried_too_often:
      return {429, "verification.links_tried_too_often"};
  }
  std::unreachable();
}

}  // namespace unionhall::verification::links
