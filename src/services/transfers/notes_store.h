#pragma once
// SQL of transfer notes. Private to this folder.
#include "services/transfers/note_cases.h"
#include "services/transfers/transfers.h"

namespace unionhall::transfers::notes::store {

struct Leaving {
  PersonId person;
  MemberId member;
  StartedBy started_by = StartedBy::member;
  members::Status status_before = members::Status::active;
  std::string cause, to;
  State state = State::asked;
  std::optional<std::string> code, note_sealed;
  std::optional<Date> issued_on, valid_until;
};
BOOST_DESCRIBE_STRUCT(Leaving, (), (person, member, started_by, status_before, cause, to, state, code, note_sealed, issued_on, valid_until))

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Leaving& leaving, Instant now);
std::optional<Leaving> find(db::Session& db, cases::CaseId id);
std::optional<cases::CaseId> with_code(db::Session& db, std::string_view code);

struct Issued {
  std::string code, note_sealed;
  Date issued_on, valid_until;
};
void issue(db::Session& db, cases::CaseId id, const Issued& note);
/// Only a note that was issued has another state.
void settle(db::Session& db, cases::CaseId id, State state);

struct Coming {
  std::string issuer, code;
  Verdict verdict = Verdict::genuine;
  std::string note_sealed;
  IdType id_type = IdType::resident_id;
  std::string id_sealed, phone_sealed;
  std::optional<MemberId> member;
};
BOOST_DESCRIBE_STRUCT(Coming, (), (issuer, code, verdict, note_sealed, id_type, id_sealed, phone_sealed, member))

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Coming& coming, Instant now);
std::optional<Coming> find_coming(db::Session& db, cases::CaseId id);
void set_member(db::Session& db, cases::CaseId id, MemberId member);

/// False when a case has this note.
bool use(db::Session& db, const Coming& note, cases::CaseId id);
void give_back(db::Session& db, cases::CaseId id);

}  // namespace unionhall::transfers::notes::store
