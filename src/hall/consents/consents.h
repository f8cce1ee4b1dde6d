#pragma once
// Consents (同意): what the union may do with somebody's data because she said so, and the notice that tells her. The notice
// (隐私告知) comes in versions, and a new one asks again; the document number has a consent of its own (单独同意). Both stand
// in a ledger to which rows are only added.
//
//   asked ──► given ──► withdrawn       PIPL Art. 14–17, 29–30: told before, of her own will, taken back as easily as given
//               └─────► asked again     when a new version of the wording comes: PIPL Art. 14 ¶2
//
// Who consents is an account, or a person without one for whom an officer fills in; then the ledger says who did. A consent is
// to a wording: kind, version, language and the SM3 of what she read. The wordings are files beside this one, built in; a
// version that has shipped is never edited.
#include <boost/describe.hpp>
#include <string_view>

#include "hall/access/access.h"
#include "hall/hall.h"

namespace unionhall::consents {

using ConsentId = Id<struct ConsentTag>;

enum class Kind { notice, id_number };
BOOST_DESCRIBE_ENUM(Kind, notice, id_number)

enum class Channel { member_app, desk, link, paper };
BOOST_DESCRIBE_ENUM(Channel, member_app, desk, link, paper)

/// Whose consent: at least one of the two.
struct Whose {
  AccountId account;
  PersonId person = {};
};

struct Given {
  Whose whose;
  Kind kind = Kind::notice;
  std::int64_t version = 0;  // that she was shown
  http::Language language = http::Language::zh_cn;
  Channel channel = Channel::member_app;
  AccountId filled_in_by = {};  // an officer, for somebody without a smartphone
};

enum class Refusal {
  not_current,   // a version that is no longer, or not yet, the one to agree to
  notice_first,  // nobody agrees to one use of her data before she was told of them all
  not_given,     // nothing to withdraw
};

/// Puts a consent into the ledger, in the caller's transaction, audited. Given twice, it is the first.
/// Refusals: not_current, notice_first.
Result<ConsentId, Refusal> give(db::Session& db, Hall& hall, const Given& given, Instant now);

/// Whether she has given this consent, to the version of now, and not withdrawn it.
bool has(db::Session& db, AccountId account, Kind kind);
/// The same of a person, whoever gave it: she herself by an account of hers, or somebody for her.
bool has(db::Session& db, PersonId person, Kind kind);

struct Withdrawal {
  Whose whose;
  Kind kind = Kind::notice;
  Channel channel = Channel::member_app;
  AccountId filled_in_by = {};
};
/// From now on she has not. What was done before stays right (PIPL Art. 15 ¶2). With the notice goes what rests on it.
/// Refusals: not_given.
Result<ConsentId, Refusal> withdraw(db::Session& db, Hall& hall, const Withdrawal& withdrawal, Instant now);

/// The version to agree to now.
std::int64_t current_version(Kind kind);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::consents
