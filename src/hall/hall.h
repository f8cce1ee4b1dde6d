#pragma once
// What every handler of the hall is handed: the database, the clock, the keys, the ids. And the one way to write
// on behalf of a request, which makes a repeated POST safe.
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "base/base.h"
#include "crypto/crypto.h"
#include "db/database.h"
#include "db/ids.h"
#include "http/http.h"

namespace unionhall {

using AccountId = Id<struct Account>;
using OrgId = Id<struct Org>;
using PersonId = Id<struct Person>;
using MemberId = Id<struct Member>;
using SourceId = Id<struct Source>;

/// Who is asking. hall/access makes the full one; here only the account is known.
struct Principal {
  AccountId account;
};

/// Hours of the Beijing day, as minutes after midnight, also across midnight; none where both are the same.
struct QuietHours {
  std::chrono::minutes from{21 * 60}, until{8 * 60};
};

/// At `years` of age, and since 2025 one month later for every so many months of it, up to so many.
struct RetirementAge {
  int years = 0, later_months_max = 0, months_per_month = 1;
};

/// How officers are let in, and for how long. Source: GB/T 22239-2019 8.1.4.1, with numbers of our own.
struct OfficerSecurity {
  bool passwords_required = false;  // else whoever has set one is asked for it
  int password_days = 90;           // 0: a password does not grow old
  int wrong_max = 5;                // authenticator, recovery code and password together
  std::chrono::minutes wrong_within{15}, shut_for{30};
  int sessions_max = 1;  // officer's sessions of one account at a time; 0: as many as come
  std::chrono::minutes idle_max{15};
  std::chrono::hours good_for{8};
};

/// How often somebody may try to sign in.
struct SignInLimits {
  int codes_per_day = 10;       // by text, to one phone; one a minute besides
  int codes_per_address = 120;  // an hour: many members share an address behind their carrier's gateway
  int tries_per_address = 240;  // an hour
};

struct HallSettings {
  std::string name = "指尖工会";
  std::filesystem::path files;      // uploads and exports, sealed
  bool demo = false;                // the database's lasting mark, never a flag of one start
  bool secure_cookies = false;      // also where the request does not say that it came by https
  int lookups_per_hour = 300;       // exact look-ups by document or phone, an officer
  int reveals_per_day = 50;         // unmasked values, an officer
  int confirm_imports_above = 500;  // rows; domain: desk imports above need a second officer
  int undo_days = 30;
  int postponement_months_max = 6;            // an election may be put off so far beyond the term's end; domain N10
  std::map<std::string, int> case_days = {};  // "joining.checking" → 5: other deadlines than a type's own
  QuietHours quiet_hours;                     // in which only urgent texts are sent
  std::string contact = "12351";              // who answers for personal data; stands in the privacy notice
  std::string public_address = "";            // https://…, where people reach the hall; empty: as each request says
  RetirementAge retirement_men{60, 36, 4}, retirement_women{55, 36, 4};
  std::int64_t attachment_bytes = std::int64_t{10} << 20;  // each
  int stand_in_days = 90;                                  // an officer who is away is stood in for, at most
  std::int64_t import_bytes = std::int64_t{512} << 20;     // of a desk's file; a city of 863,300 as csv has about 150 MB
  SignInLimits sign_in;
  OfficerSecurity officers;
};

struct Hall {
  db::Database& db;
  const Clock& clock;
  const crypto::Keyring& keys;
  db::Ids& ids;
  HallSettings settings;
  /// Says the number of a new case from its id, where a demo city is made from a seed; empty: it is drawn, so that nobody guesses one.
  std::function<std::string(std::int64_t id)> case_numbers = {};

  /// Runs `act(db::Session&) -> Result<SomeId, Refusal>` in one transaction for this request. With an
  /// Idempotency-Key, the account, key, route, body digest and new id are stored in the same transaction: a repeat
  /// returns the first id without acting again, the same key with another body is Refused (422).
  template <class F>
  auto write(const http::Request& request, F&& act);
};

/// Where links lead that leave the hall on paper or in a text message: the setting, else what this request was sent to.
std::string address_of(const Hall& hall, const http::Request& request);
/// The same as one types it, without the protocol.
std::string host_of(std::string_view address);

namespace idempotency {

/// A key as it came with one request.
struct Key {
  AccountId account;
  std::string text, route, body_digest;
};

/// Nothing when the request carries no key. Refused (400) when it is longer than 64 characters.
std::optional<Key> of(const http::Request& request);
/// The id that the first request made; Refused (422) when it had another body.
std::optional<std::int64_t> first_answer(db::Session& db, const Key& key);
void remember(db::Session& db, const Key& key, std::int64_t new_id, Instant now);
/// Forgets keys older than 30 days, at most 500; how many.
std::int64_t forget_old(db::Session& db, Instant now);

}  // namespace idempotency

/// Where a page of a list ended, sealed: nobody can read or make one. `list` names the list and what it was asked for, so
/// that a cursor of one list opens no other.
namespace cursor {

std::string seal(const Hall& hall, std::string_view list, const std::vector<std::string>& after);
/// Nothing when `text` is empty; Refused (422) when it is none of ours or has not `parts` parts.
std::optional<std::vector<std::string>> open(const Hall& hall, std::string_view list, std::string_view text, std::size_t parts);

/// ?limit=, 1 … 100, page_limit_default without; Refused (422) when it is anything else.
int limit_of(const http::Request& request);

}  // namespace cursor

template <class F>
auto Hall::write(const http::Request& request, F&& act) {
  using R = std::invoke_result_t<F&, db::Session&>;
  const auto key = idempotency::of(request);  // digests the body before the transaction begins
  return db.write([&](db::Session& session) -> R {
    if constexpr (requires(R r) { r->value; }) {
      if (key) {
        if (const auto before = idempotency::first_answer(session, *key)) return R{typename R::value_type{*before}};
      }
      auto made = act(session);
      if (made && key) idempotency::remember(session, *key, made->value, clock.now());
      return made;
    } else {
      return act(session);
    }
  });
}

}  // namespace unionhall
