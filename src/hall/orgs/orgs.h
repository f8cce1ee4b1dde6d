#pragma once
// Unions (工会组织) as one tree: city federation (总工会), counties, townships and streets, villages and communities,
// employers' base-level unions (基层工会), branches and groups. A union has a leading parent and, for a trade, an
// industry parent (工会法 Art. 12; 中国工会章程, principle of territory and industry combined).
//
//   active ──► dissolved 撤销    by the union above, once no union stands below it and no living member belongs to it;
//                                it leaves lists, search and figures, and can still be read by those who reach it
//
// A path places a union in the tree: 5 characters a level, so that a subtree is one range of paths and moving one
// rewrites unions alone. Members carry their union's id, never its path.
#include <boost/describe.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/codes.h"
#include "hall/hall.h"

namespace unionhall::orgs {

enum class Level { city, county, industry, park, township, village, regional_federation, trade_federation, base, branch, group };
BOOST_DESCRIBE_ENUM(Level, city, county, industry, park, township, village, regional_federation, trade_federation, base, branch, group)

/// Whether it is the union of an employer, or of several: what is kept from an employer is kept from it.
constexpr bool of_employer(Level level) { return level == Level::base || level == Level::branch || level == Level::group; }

constexpr std::size_t path_width = 5;  // characters a level, base 32: 33 million children
constexpr std::size_t depth_max = 12;

/// What a union's form says (工会组织信息采集表); empty where unknown.
struct Facts {
  std::string name, short_name;
  Level level = Level::base;
  std::string kind;      // UnionKind's word
  std::string division;  // 12 digits
  std::optional<std::string> credit_code;
  std::optional<Date> founded_on;
  std::int64_t term_no = 0;
  std::optional<Date> term_start_on;
  std::int64_t term_years = 0;
  std::string chair, phone;
  std::optional<std::int64_t> members_reported;
  std::string employer, employer_code, employer_address, employer_nature, employer_economy, employer_industry;
  std::optional<std::int64_t> employees;

  friend bool operator==(const Facts&, const Facts&) = default;
};

enum class State { active, dissolved };
BOOST_DESCRIBE_ENUM(State, active, dissolved)

struct Org {
  OrgId id;
  std::int64_t version = 1;
  OrgId parent;           // 0: the root
  OrgId industry_parent;  // 0: none
  std::string path, code;
  Facts facts;
  std::optional<Date> postponed_until;  // the parent put the next election off
  State state = State::active;
  SourceId source;
};

/// Where a term of office stands (换届提醒).
enum class TermState { normal, due_soon, due, overdue, postponed, unknown };
BOOST_DESCRIBE_ENUM(TermState, normal, due_soon, due, overdue, postponed, unknown)

/// The last day of the term: so many years after the election; nothing where either is unknown.
std::optional<Date> term_end(const Facts& facts);
/// Due soon six months before the end, due three months before.
TermState term_state(const Facts& facts, std::optional<Date> postponed_until, Date today);

/// The last day to which an election may be put off, so many months after the term's end; nothing where that is unknown.
/// Source: 中国工会章程 (the union above approves); the number of months is the provinces' (Anhui's guide of 2021: six).
std::optional<Date> latest_election(const Facts& facts, int months_max);
/// Whether whoever acts at the union at `acting_path` stands above the one at `path`: approving is the higher union's.
bool stands_above(std::string_view acting_path, std::string_view path);

/// A line of a list.
struct Brief {
  OrgId id;
  std::string path, name;
  Level level = Level::base;
  std::string kind;
  std::int64_t child_count = 0;
};
BOOST_DESCRIBE_STRUCT(Brief, (), (id, path, name, level, kind, child_count))

enum class Refusal {
  not_found,
  parent_not_found,
  name_taken,  // another active union of this name under the same parent
  credit_code_taken,
  code_taken,
  too_deep,           // more than depth_max levels
  into_itself,        // a union cannot move below itself
  changed_meanwhile,  // If-Match names an older version
  outside_your_area,
  industry_parent_not_found,  // none that is active
  industry_parent_below,      // the union itself, or one that it leads in the tree or in its industry
  industry_parent_level,      // one that leads no industry
  not_from_above,             // the role in force is held at the union itself
  term_unknown,               // nobody said when the term ends
  within_the_term,            // an election is put off to a day after the term's end
  postponed_too_far,          // beyond latest_election()
  dissolved,                  // nothing of it changes any more
  not_empty,                  // unions stand below it or follow it, or members belong to it
};

/// Whether unions of this level lead others of their trade: industrial unions (产业工会) and trade federations
/// (行业性工会联合会). Source: 工会法 (2021) Art. 11.
constexpr bool leads_an_industry(Level level) { return level == Level::industry || level == Level::trade_federation; }

/// What `code` of the command line and of forms names: our code, or a credit code.
std::optional<OrgId> find_by_code(db::Session& db, std::string_view code);
std::optional<OrgId> find_by_name(db::Session& db, std::string_view name);  // nothing when none or several
/// Active unions of exactly this name in the subtree at `within_path`.
std::vector<OrgId> named(db::Session& db, std::string_view name, std::string_view within_path, int limit);
std::optional<Org> find(db::Session& db, OrgId id);
/// "" when there is no such union.
std::string path_of(db::Session& db, OrgId id);
/// Whether all of these, at most 500 different ones, are active.
bool active(db::Session& db, std::vector<OrgId> ids);
/// The same for a write that brings somebody to life there: until it ends none of them can be dissolved. Their rows are
/// written, since on PostgreSQL a chunk of long work is told of what it writes alone.
bool hold_active(db::Session& db, std::vector<OrgId> ids);
/// From the root down to the union itself.
std::vector<Brief> ancestors(db::Session& db, OrgId id);
/// Children in tree order, after the path `after`; of one level where given.
std::vector<Brief> children(db::Session& db, OrgId parent, std::string_view after, int limit, std::optional<Level> level = {});
/// All unions within the subtree at `path`, itself included, in tree order, after the path `after`; of one level where given.
std::vector<Brief> within(db::Session& db, std::string_view path, std::string_view after, int limit, std::optional<Level> level = {});
/// By words of the name, pinyin initials, code or credit code, within the subtree at `within_path`, best first.
std::vector<Brief> search(db::Session& db, std::string_view query, std::string_view within_path, int limit);

/// The first path after the subtree at `path`: `path >= p AND path < end_of_subtree(p)`.
std::string end_of_subtree(std::string_view path);

/// Rows ready for the database, made outside the transaction.
struct NewOrg {
  OrgId id;
  OrgId parent;  // 0: a root
  OrgId industry_parent;
  std::string code;  // empty: drawn at random
  Facts facts;
  SourceId source;
};

/// On whose behalf; nobody: the program itself.
struct By {
  AccountId account;
  std::int64_t role = 0;
  std::string_view request = "";
  std::string_view path = "";  // where the role is held
};

/// Founds a union in the caller's transaction, counted and audited. Refusals: parent_not_found, name_taken,
/// credit_code_taken, code_taken, too_deep, the three of an industry parent.
Result<OrgId, Refusal> add(db::Session& db, Hall& hall, const NewOrg& org, Instant now, const By& by = {});
/// The same for up to 500 at once, each founded or refused by itself, parents before children; industry parents are taken
/// as they are. Counted; the caller writes one audit row for all of them.
std::vector<Result<OrgId, Refusal>> add_many(db::Session& db, Hall& hall, const std::vector<NewOrg>& orgs, Instant now);

/// Writes the facts and the industry parent (0: none) over what `version` showed. A field that differs from before
/// remembers `source` as its own, unless that is the source of the whole union. Refusals: not_found, changed_meanwhile,
/// name_taken, credit_code_taken, the three of an industry parent that is new.
Result<void, Refusal> change(db::Session& db, Hall& hall, OrgId id, std::int64_t version, const Facts& facts, OrgId industry_parent,
                             SourceId source, Instant now, const By& by = {});

/// Puts the union's election off (延期换届), in the caller's transaction, by whoever acts for a union above it. The day and
/// the reason are kept. Refusals: not_found, not_from_above, changed_meanwhile, term_unknown, within_the_term,
/// postponed_too_far.
Result<void, Refusal> postpone(db::Session& db, Hall& hall, OrgId id, std::int64_t version, Date until, std::string_view reason,
                               Instant now, const By& by);

/// What keeps a union from being dissolved: active unions below it or in its industry's line, living members of its own.
struct Standing {
  std::int64_t unions = 0, members = 0;
};
Standing standing(db::Session& db, const Org& org);

/// Dissolves a union (撤销), in the caller's transaction, by whoever acts for a union above it. Roles held at it end, its
/// name and credit code are free again; the day and the reason are kept. Refusals: not_found, not_from_above, dissolved,
/// changed_meanwhile, not_empty.
/// Source: 工会法 (2021) Art. 13 (nobody dissolves a union at will; the union above approves). Not checked here: the vote of
/// the members' meeting, which is held on paper.
Result<OrgId, Refusal> dissolve(db::Session& db, Hall& hall, OrgId id, std::int64_t version, Date on, std::string_view reason, Instant now,
                                const By& by);

/// What the rooms above know of a union and this one must not: each hands over its part where it mounts. Without them no
/// union is dissolved.
void members_counted_by(std::function<std::int64_t(db::Session&, OrgId)> living_members);
void roles_ended_by(std::function<void(db::Session&, Hall&, OrgId, const By&)> end_roles);

struct Moved {
  std::int64_t orgs = 0, members = 0;
};
/// Hangs a subtree under another parent: one transaction over orgs alone; its figures leave the old ancestors and
/// join the new ones. `reason` is kept with the move. Refusals: not_found, parent_not_found, into_itself, too_deep,
/// name_taken.
Result<Moved, Refusal> move(db::Session& db, Hall& hall, OrgId id, OrgId parent, Instant now, std::string_view reason = "",
                            const By& by = {});

/// Taking back what an import did. Where a union stood, and who last wrote it when.
struct Image {
  Facts facts;
  std::int64_t version = 1;
  Instant written_at;
  std::map<std::string, SourceId> fields;
};
Image image_of(db::Session& db, const Org& org);
/// Puts the union back as it was, version and all, and forgets what `source` said. Refusals: those of change().
Result<void, Refusal> put_back(db::Session& db, Hall& hall, OrgId id, std::int64_t version_now, const Image& before, SourceId source);
/// Deletes a union that nobody changed since `version` and under which nothing stands: no union, no role. Members are
/// the caller's to look for. Refusals: changed_meanwhile.
Result<void, Refusal> remove_unused(db::Session& db, Hall& hall, OrgId id, std::int64_t version);

/// Recount of `unions`, for hall/figures; for commands that mount nothing.
void offer_figures();

/// Mounts the routes and hands figures the recount of what is counted here.
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::orgs
