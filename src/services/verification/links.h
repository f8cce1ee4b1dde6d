#pragma once
// Links by which members verify their records (核验链接). A link is a code (crypto/link_code.h) behind `#`, so that it reaches no log on
// its way, derived from serial and member under the mailing's key.
//
//   ready ──► sent ──► confirmed    the record is hers and right: it is verified from then on
//     │        ├─────► corrected    it is hers, and something is wrong: her union looks at it
//     │        └─────► locked       three tries with wrong signs
//     └──► passed_over              verified, left, or without a phone before its turn came
//
// Who opens one types the last four signs of her document. Whatever does not fit is answered alike, be it the code, the signs, or a
// record that is no more, and costs a commit either way: the wrong holder learns nothing, not even whether there is a record.
#include "crypto/link_code.h"
#include "hall/cases/cases.h"
#include "hall/members/verifying.h"

namespace unionhall::verification {

using MailingId = Id<struct MailingTag>;

namespace links {

constexpr int tries_most = 3;
constexpr std::chrono::minutes look_good_for{15};

enum class State { ready, sent, confirmed, corrected, locked, passed_over };
BOOST_DESCRIBE_ENUM(State, ready, sent, confirmed, corrected, locked, passed_over)

struct Link {
  std::int64_t serial = 0;
  MailingId mailing;
  MemberId member;
  OrgId org;
  State state = State::ready;
  std::int64_t tries = 0;
};
BOOST_DESCRIBE_STRUCT(Link, (), (serial, mailing, member, org, state, tries))

/// "8K3T-92QF-M4XH-7CVP"
std::string code_of(const crypto::Keyring& keys, int key_no, std::int64_t serial, MemberId member);
bool fits(const crypto::Keyring& keys, std::string_view code, int key_no, std::int64_t serial, MemberId member);
using crypto::link_code::serial_of;

enum class Refusal {
  nothing_fits,     // 422, whatever it is
  used,             // confirmed or corrected before, by whoever knows the signs
  look_over,        // the record was opened too long ago
  tried_too_often,  // from this address
};
Problem problem_for(Refusal refusal);

void mount(http::Router& route, Hall& hall);

}  // namespace links
}  // namespace unionhall::verification
