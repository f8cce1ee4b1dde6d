#pragma once
// SQL of appeals. Private to this folder.
#include "services/appeals/appeals.h"

namespace unionhall::appeals::store {

void insert(db::Session& db, const Form& form);
/// At most 500.
std::map<cases::CaseId, std::string> categories_of(db::Session& db, const std::vector<cases::CaseId>& ids);
/// Writes what a step may change.
void update(db::Session& db, const Form& form);

/// Of people without an account, what ended before this and still says something; at most `limit`.
std::vector<cases::CaseId> of_callers(db::Session& db, Instant ended_before, int limit);
/// What was said, where and by whom goes; that something was, when and how it went stays.
void erase(db::Session& db, const db::Numbers& appeals);

struct Call {
  std::int64_t id = 0, region = 0;
  cases::CaseId appeal;
  AccountId by;
  OrgId org;
  Instant at;
  Date day;
};
BOOST_DESCRIBE_STRUCT(Call, (), (id, region, appeal, by, org, at, day))
void add_call(db::Session& db, const Call& call);
/// On how many days somebody tried in vain since `since`.
std::int64_t days_called(db::Session& db, cases::CaseId appeal, Instant since);

/// Those that follow one and wait for its answer; at most 100.
std::vector<cases::CaseId> following(db::Session& db, cases::CaseId lead);
/// Followers whose lead has an answer, or has ended without one; at most `limit`.
std::vector<cases::CaseId> to_answer(db::Session& db, int limit);

/// Open ones at this union about the same matter that were filed in this month ("2026-07") or later, the newest first; those that are
/// hidden from it are not among them.
std::vector<cases::CaseId> alike(db::Session& db, OrgId org, std::string_view category, std::string_view since, cases::CaseId but_not,
                                 int limit);
/// An earlier one of hers about the same matter, neither hidden nor nameless, filed since `since`; the newest.
std::optional<cases::CaseId> earlier(db::Session& db, AccountId applicant, std::string_view category, Instant since, cases::CaseId but_not);

/// Of an appeal that an import brought (tickets.h).
struct TicketOf {
  std::string number, called;
};
BOOST_DESCRIBE_STRUCT(TicketOf, (), (number, called))
std::optional<TicketOf> ticket_of(db::Session& db, cases::CaseId appeal);

/// What is tied to an appeal (ties.h), in order; at most 100.
std::vector<cases::CaseId> tied_to(db::Session& db, cases::CaseId id);
/// False where nothing changes.
bool tie(db::Session& db, cases::CaseId one, cases::CaseId other, std::int64_t region, AccountId by, Instant now);
bool untie(db::Session& db, cases::CaseId one, cases::CaseId other);

// ── What management sees (themes.h) ────────────────────────────────────────────────────────────────────────────

/// What was asked of a union in a category, from one moment to another and since.
struct Said {
  OrgId org;
  std::string org_name, category;
  std::int64_t now = 0, before = 0;
};
BOOST_DESCRIBE_STRUCT(Said, (), (org, org_name, category, now, before))
/// By unions at `path` and below, without what is hidden from a role that is held at `seen_from`.
std::vector<Said> said_since(db::Session& db, std::string_view path, std::string_view seen_from, Instant from, Instant middle);

struct SheetLine {
  cases::CaseId id;
  std::string number, state, subject;
  cases::Discretion discretion = cases::Discretion::open;
  Instant filed_at;
  std::string category;
  std::optional<std::string> words_sealed, place_sealed;
};
BOOST_DESCRIBE_STRUCT(SheetLine, (), (id, number, state, subject, discretion, filed_at, category, words_sealed, place_sealed))
/// What waits to be solved there, the oldest first; nothing that is hidden from anybody.
std::vector<SheetLine> sheet(db::Session& db, std::string_view path, int limit);

struct Hint {
  std::string word, category;
};
BOOST_DESCRIBE_STRUCT(Hint, (), (word, category))
std::vector<Hint> hints(db::Session& db);
void set_hint(db::Session& db, const Hint& hint, AccountId by, Instant now);

}  // namespace unionhall::appeals::store
