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
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hall/access/access.h"
#include "hall/figures/figures.h"
#include "hall/hall.h"
#include "hall/people/people.h"
#include "hall/rounds/worker.h"
#include "hall/sources/sources.h"
#include "sheets/sheets.h"

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
/// The living membership of each person who has one, also of the one to whom she is led; at most 500 at once.
std::vector<Member> living(db::Session& db, const std::vector<PersonId>& people);
/// All memberships of a person and of who is led to her, newest first.
std::vector<Member> of_person(db::Session& db, PersonId person);

/// Records memberships of people who have none alive, all of one source. The figures are the caller's to record:
/// count() each. False where one that is alive would belong to a dissolved union, or to somebody who is led to another person. Throws
/// db::Failure when a person has one alive (the caller has looked before, in this transaction).
bool add(db::Session& db, const std::vector<Member>& members, std::int64_t region, Instant now);

/// Writes a membership over what was read; false when somebody changed it meanwhile, or when it would come alive in a
/// dissolved union or for somebody who is led to another person. Keeps live_membership in step. The record's source stays; a field that now
/// comes from elsewhere says so by itself (sources::set_field).
bool change(db::Session& db, const Member& before, const Member& after, Instant now);

/// A membership that no role at an org or below may find a trace of: she joined so, and it is held outside that org. Whatever is
/// asked about it is hidden from there, too.
void hide(db::Session& db, MemberId member, OrgId from, Instant now);
std::optional<OrgId> hidden_from(db::Session& db, MemberId member);

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
/// Puts the row back as it was, version and all, with live_membership; false when it is no longer at `version_now`. The
/// caller has seen that the union of a living one still stands.
bool put_back(db::Session& db, const Member& before, const Member& now, Instant written_at);
/// All memberships of these people (at most 500 people).
std::vector<Member> of_people(db::Session& db, const std::vector<PersonId>& people);
/// Deletes a membership that was never changed; false when it was.
bool remove_unchanged(db::Session& db, const Member& member);
/// Living members of the union itself, counted from the rows.
std::int64_t count_living(db::Session& db, OrgId org);
/// Whether anybody is or was a member of this union.
bool any_of_org(db::Session& db, OrgId org);
/// Deletes what one source said in a membership's history.
void forget(db::Session& db, MemberId member, SourceId source);

// ── One member ─────────────────────────────────────────────────────────────────────────────────────────────────

enum class Refusal {
  not_found,
  changed_meanwhile,
  status_not_from_here,  // no such step in the drawing above
  led,                   // this record became one with another, which is the one to change
  by_case,               // such a step is asked for, not written
  alive_elsewhere,       // she has a living membership in another union
  union_dissolved,       // nobody is a living member there any more
  reveals_spent,         // the officer's quota of the day
  nothing_to_reveal,     // she has no such value on record
};

/// Whether an officer may write this status over that one. Who withdrew or was expelled applies anew; what was ended by
/// mistake (transferred out, deceased, cancelled) may be taken back.
Result<void, Refusal> check_step(Status from, Status to);

/// The kind of case (services/membership) by which such a step is taken, where no officer may simply write it: it needs to be asked
/// by the right one, told to her, or seen by a second. Empty: it may be written. Imports bring what was decided elsewhere.
std::string_view case_of_step(Status from, Status to);

/// 会籍变化类型 of a step to this status; the official form has none for the rest, which keep the last one.
std::string_view change_kind_of(Status to);

/// The words that an officer gives for seeing a masked value; their texts stand under "members.purpose.<word>".
const std::vector<std::string_view>& reveal_purposes();

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// Where the words of a search, or a list by name, would take more rows than this, it goes by the tree alone.
constexpr int candidates_max = 10'000;

enum class Order { tree, name };  // by (path, name key, id), or by (name key, id)
BOOST_DESCRIBE_ENUM(Order, tree, name)

/// What an officer looks for. Empty fields do not filter.
struct Search {
  std::int64_t region = 0;
  std::string scope_path;  // the org's path; its whole subtree is searched
  Order order = Order::tree;
  std::string words;                            // of the name, or pinyin initials
  std::optional<std::vector<PersonId>> people;  // found by exact document or phone
  std::string status = "alive";                 // a Status word, "alive" or "ended"
  std::string verified;                         // yes, no
  std::string verified_method, category, sex;
  std::int64_t born_from = 0, born_to = 0;  // months, inclusive; 0: any
  bool born_unknown = false;
};

struct Line {
  MemberId id;
  PersonId person;
  OrgId org;
  std::string org_path, org_name, name, name_key;
  people::Sex sex = people::Sex::unknown;
  std::int64_t birth_month = 0;
  IdType id_type = IdType::resident_id;
  std::string id_sealed;
  std::optional<std::string> phone_sealed;
  Status status = Status::active;
  std::string category, joined_on, changed_on, verified_method;
  std::optional<Instant> verified_at;
  sources::Source source;
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (id, person, org, org_path, org_name, name, name_key, sex, birth_month, id_type, id_sealed, phone_sealed, status,
                       category, joined_on, changed_on, verified_method, verified_at, source))

/// Where a page ended.
struct After {
  std::string org_path, name_key;
  MemberId id;
};

struct Found {
  std::vector<Line> lines;
  std::optional<After> next;  // nothing: the list ends here
};

/// One page of what is looked for. Unions without a fitting member are passed over by their figures, so that rare ones
/// come as fast as frequent ones. A page may be short and still have a next one: where filters that are frequent each hardly
/// ever meet, it stops after some hundred unions.
Found page(db::Session& db, const Search& search, const After& after, int limit);

/// How many are looked for, counted up to `most`.
struct Counted {
  std::int64_t members = 0;
  bool all = true;  // false: there may be more
};
Counted count(db::Session& db, const Search& search, std::int64_t most);

/// Whether a list by name can be had: its words are rare enough to be put in order.
bool can_go_by_name(db::Session& db, const Search& search);

/// Writes who is looked for into a table at `file`, masked, in tree order; `written` hears how many rows there are so
/// far. How many there were in the end.
std::int64_t write_table(Hall& hall, const Search& search, sheets::Format format, const std::filesystem::path& file,
                         const std::function<void(std::int64_t)>& written);

/// Writes the files that officers asked for; what is stopped is written again from its beginning.
rounds::Worker exporter(Hall& hall);
/// Removes files that were asked for more than a day ago; how many.
int forget_exports(Hall& hall);

// ── Figures ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Recounts of `members` and `verified`, for hall/figures.
void offer_figures();

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::members
