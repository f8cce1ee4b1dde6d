#pragma once
// What an officer changes of a record. Private to this room.
#include "hall/access/access.h"
#include "hall/members/store.h"

namespace unionhall::members {

/// One field that differs; a sealed one without its values.
struct Difference {
  std::string_view field;
  std::string from, to;
};

/// A change made ready outside the transaction: read, checked, sealed.
struct Edit {
  store::Record before;
  Member member;             // as it is to be
  people::NewPerson person;  // as she is to be
  bool person_differs = false, member_differs = false, name_differs = false;
  people::SearchRows found_no_more, found_anew;
  std::vector<Difference> differences;
};

/// Reads the fields of a form; mistakes are its faults.
Edit read_edit(http::Form& form, const store::Record& before, const Hall& hall);

/// A person's fact by the field's name; null where the field is none, or no text.
std::string* fact_of(people::Facts& facts, std::string_view field);

/// The value of a field as the API writes it; of a phone in clear. `nothing` where it is no field of a record.
std::optional<std::string> value_of(const store::Record& record, std::string_view field, const crypto::Keyring& keys);

/// Who says so: the officer, today.
sources::Source said_by(db::Session& db, Hall& hall, AccountId account);

/// On whose behalf; nobody: the program itself.
struct ChangedBy {
  AccountId account = {};
  std::int64_t role = 0;
  std::string_view request = "";
};

/// Writes it in the caller's transaction, with its history, sources, figures and audit. Refusals: changed_meanwhile,
/// status_not_from_here, alive_elsewhere.
Result<void, Refusal> apply(db::Session& db, Hall& hall, const Edit& edit, const ChangedBy& by, const sources::Source& source);

}  // namespace unionhall::members
