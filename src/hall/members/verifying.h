#pragma once
// What "verified" (本人核验) means, written down once: the holder of the phone on record, or somebody whose document an officer held beside
// the record, has said of her living membership and of herself as recorded that both are hers and right. How she said so stays with
// the fact, and each way is counted:
//
//   sms        by the link in a text message to the phone on record, with the last four signs of her document
//   sign_in    signed in with that phone, or vouched for by it or by her union, with her name and her document's number
//   in_person  before an officer of her union, with her document
//   visit      the same, where the officer came to her
//
// The first time counts and stays. It says nothing of what is recorded later: a fact that comes from elsewhere names its own source.
#include "hall/members/members.h"

namespace unionhall::members {

enum class Method { sms, sign_in, in_person, visit };
BOOST_DESCRIBE_ENUM(Method, sms, sign_in, in_person, visit)

/// Who saw it: an officer, the account that is now known to be hers, or nobody (a link).
struct Witness {
  AccountId account = {};
  std::int64_t role = 0;
  std::string_view request = "";
};

/// Her living membership, if she has one, is verified from now on, counted and audited, in the caller's transaction. False when somebody
/// changed it meanwhile.
bool verify(db::Session& db, Hall& hall, PersonId person, Method method, const Witness& witness, Instant now);
/// The same where it was read before; brings it up to date.
bool verify(db::Session& db, Hall& hall, Member& living, Method method, const Witness& witness, Instant now);

/// What a verified membership adds to its union's figures beside those of every member, or takes from them.
void count_verified(figures::Deltas& deltas, const Member& member, std::int64_t by);

}  // namespace unionhall::members
