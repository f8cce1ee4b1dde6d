#pragma once
// Memberships (会籍). A membership is one person's time in one union; a person has at most one that is alive, which the
// database holds too (live_membership). Nothing is ever deleted: an ended membership stays as history.
//
//   (none) ──► active ──► retained 保留会籍 ──► active        在籍 / 接转中 / 保留 are alive
//                │  └───► transferring 接转中 ──► active
//                └──────► withdrawn, deemed_withdrawn, expelled, transferred_out, deceased, cancelled: ended
//
// Source: 工会会员会籍管理办法 (2016), 中国工会章程 (chapter on members); the words are those of the official
// collection form (会籍变化类型).
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "hall/figures/figures.h"
#include "hall/hall.h"
#include "hall/people/people.h"

namespace unionhall::members {

enum class Status { active, transferring, retained, withdrawn, deemed_withdrawn, expelled, transferred_out, deceased, cancelled };
BOOST_DESCRIBE_ENUM(Status, active, transferring, retained, withdrawn, deemed_withdrawn, expelled, transferred_out, deceased, cancelled)

constexpr bool alive(Status status) { return status == Status::active || status == Status::transferring || status == Status::retained; }

struct Member {
  MemberId id;
  std::int64_t version = 1;
  PersonId person;
  OrgId org;
  std::string name_key;  // the person's
  Status status = Status::active;
  std::string category;               // OccupationGroup's word; empty: an employee of a usual kind
  std::string joined_on, changed_on;  // ISO dates
  std::string change_kind, change_cause;
  std::string verified_method;  // empty: she has not verified her record herself
  std::optional<Instant> verified_at;
  SourceId source;
};
BOOST_DESCRIBE_STRUCT(Member, (),
                      (id, version, person, org, name_key, status, category, joined_on, changed_on, change_kind, change_cause,
                       verified_method, verified_at, source))

std::optional<Member> find(db::Session& db, MemberId id);
/// The living membership of each person who has one; at most 500 at once.
std::vector<Member> living(db::Session& db, const std::vector<PersonId>& people);
/// All memberships of a person, newest first.
std::vector<Member> of_person(db::Session& db, PersonId person);

/// Records memberships of people who have none alive, all of one source. The figures are the caller's to record:
/// count() each. Throws db::Failure when a person has one alive (the caller has looked before, in this transaction).
void add(db::Session& db, const std::vector<Member>& members, std::int64_t region, Instant now);

/// Writes a membership over what was read; false when somebody changed it meanwhile. Keeps live_membership in step. The
/// record's source stays; a field that now comes from elsewhere says so by itself (sources::set_field).
bool change(db::Session& db, const Member& before, const Member& after, Instant now);

/// What a membership adds to its union's figures, or takes from them (`by` −1).
void count(figures::Deltas& deltas, const Member& member, people::Sex sex, std::int64_t birth_month, std::int64_t by);

/// One line of history.
struct Happened {
  MemberId member;
  std::string what, field, value_from, value_to, cause;
  AccountId by;  // 0: an import or the program
  SourceId source;
};
void remember(db::Session& db, Hall& hall, const std::vector<Happened>& events, Instant now);

// ── Taking back ────────────────────────────────────────────────────────────────────────────────────────────────

/// When each of these memberships (at most 500) was last written.
std::map<MemberId, Instant> written_at(db::Session& db, const std::vector<MemberId>& members);
/// Puts the row back as it was, version and all, with live_membership; false when it is no longer at `version_now`.
bool put_back(db::Session& db, const Member& before, const Member& now, Instant written_at);
/// All memberships of these people (at most 500 people).
std::vector<Member> of_people(db::Session& db, const std::vector<PersonId>& people);
/// Deletes a membership that was never changed; false when it was.
bool remove_unchanged(db::Session& db, const Member& member);
/// Whether anybody is or was a member of this union.
bool any_of_org(db::Session& db, OrgId org);
/// Deletes what one source said in a membership's history.
void forget(db::Session& db, MemberId member, SourceId source);

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// What an officer looks for. Empty fields do not filter.
struct Search {
  std::string scope_path;                       // the org's path; its whole subtree is searched
  std::string words;                            // of the name, or pinyin initials
  std::optional<std::vector<PersonId>> people;  // found by exact document or phone
  std::string status;                           // a Status word, "alive" or "ended"; empty: alive
  std::string verified;                         // yes, no
  std::string category, sex;
  std::int64_t born_from = 0, born_to = 0;  // months, inclusive; 0: any
};

struct Line {
  MemberId id;
  PersonId person;
  OrgId org;
  std::string org_path, org_name, name, name_key;
  people::Sex sex = people::Sex::unknown;
  std::int64_t birth_month = 0;
  IdType id_type = IdType::resident_id;
  Status status = Status::active;
  std::string category, verified_method;
  std::optional<Instant> verified_at;
  bool has_phone = false;
  std::string source_kind, source_label, source_on;
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (id, person, org, org_path, org_name, name, name_key, sex, birth_month, id_type, status, category, verified_method,
                       verified_at, has_phone, source_kind, source_label, source_on))

/// Where a page ended.
struct After {
  std::string org_path, name_key;
  MemberId id;
};

/// In tree order (path, name key, id).
std::vector<Line> list(db::Session& db, const Search& search, const After& after, int limit);
/// By name, at most 10,000 candidates of the words.
std::vector<Line> find_by_words(db::Session& db, const Search& search, const After& after, int limit);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::members
