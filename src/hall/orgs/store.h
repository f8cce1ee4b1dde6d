#pragma once
// SQL of the tree. Private to this folder.
#include <map>
#include <set>

#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"
#include "hall/orgs/terms.h"

namespace unionhall::orgs {

// What founding, changing and dissolving share.
std::vector<std::string> grams_of(const Facts& facts);
void count(figures::Deltas& deltas, OrgId org, Level level, std::int64_t by);
/// Audits in the caller's transaction.
void record(db::Session& db, Hall& hall, OrgId id, std::string_view what, std::string_view detail, const By& by);

BOOST_DESCRIBE_STRUCT(Facts, (),
                      (name, short_name, level, kind, division, credit_code, founded_on, term_no, term_start_on, term_years, chair, phone,
                       members_reported, employer, employer_code, employer_address, employer_nature, employer_economy, employer_industry,
                       employees))
BOOST_DESCRIBE_STRUCT(Org, (), (id, version, parent, industry_parent, path, code, facts, postponed_until, state, source))

namespace store {

/// Where a union stands, and the last number it gave to a child.
struct Place {
  OrgId id;
  std::string path;
  std::int64_t children_made = 0;
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, path, children_made))

/// The active ones of these, at most 500.
std::vector<Place> places(db::Session& db, const std::vector<OrgId>& ids);
/// Writes these as they are, so that whoever writes one of them meanwhile is told.
void touch(db::Session& db, const std::vector<OrgId>& ids);
std::int64_t count_roots(db::Session& db, std::int64_t region);
void set_children_made(db::Session& db, OrgId id, std::int64_t number);

/// Which of these are taken.
std::set<std::string> codes_taken(db::Session& db, const db::Words& codes);
std::set<std::string> credit_codes_taken(db::Session& db, const db::Words& codes);
/// Active unions of these names: (parent, name).
std::set<std::pair<OrgId, std::string>> names_taken(db::Session& db, const db::Words& names);

/// A union as it goes into the table.
struct Row {
  OrgId id, parent;
  OrgId industry_parent;
  std::string path, code, name_key;
  const Facts& facts;
  std::int64_t children_made = 0;
  SourceId source;
};
/// False when another writer took a code or a place meanwhile: nothing of it may stay.
bool insert(db::Session& db, std::int64_t region, const std::vector<Row>& rows, Instant now);
/// False when `version` is not the newest any more.
bool update(db::Session& db, OrgId id, std::int64_t version, const Facts& facts, std::string_view name_key, OrgId industry_parent,
            Instant now);

Instant written_at(db::Session& db, OrgId id);
void set_version(db::Session& db, OrgId id, std::int64_t version, Instant written_at);
/// Whether a union stands below, or somebody acts for it.
bool in_use(db::Session& db, OrgId id);
bool remove(db::Session& db, OrgId id, std::int64_t version);

using Gram = std::tuple<std::string_view, std::string, OrgId>;  // kind, gram, union
void add_words(db::Session& db, const std::vector<Gram>& grams);
void remove_words(db::Session& db, OrgId id, const std::vector<std::string>& grams);

/// The longest path in the subtree at `path`.
std::int64_t longest_path(db::Session& db, std::string_view path);
/// Gives the subtree at `from` the paths below `to`; how many unions.
std::int64_t rewrite_paths(db::Session& db, std::string_view from, std::string_view to);
void set_parent(db::Session& db, OrgId id, OrgId parent, Instant now);
struct Move {
  std::int64_t id = 0, region = 0;
  OrgId org, from, to;
  std::string_view reason;
  AccountId by;
};
void remember_move(db::Session& db, const Move& move, Instant now);

/// False when `version` is not the newest any more.
bool postpone(db::Session& db, OrgId id, std::int64_t version, Date until, Instant now);
enum class Decided { postponement, dissolution };
BOOST_DESCRIBE_ENUM(Decided, postponement, dissolution)
struct Decision {
  std::int64_t id = 0, region = 0;
  OrgId org;
  Decided kind = Decided::postponement;
  Date day;
  std::string_view reason;
  AccountId by;
};
bool dissolve(db::Session& db, OrgId id, std::int64_t version, Instant now);
/// Active unions below this one, and those that follow it in their industry.
std::int64_t count_led(db::Session& db, const Org& org);
struct Dissolution {
  Date on;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Dissolution, (), (on, reason))
std::optional<Dissolution> dissolution(db::Session& db, OrgId id);
/// Why an election was put off, and by whom: the latest decision.
struct Postponement {
  Date until;
  std::string reason;
  AccountId by;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Postponement, (), (until, reason, by, at))
std::optional<Postponement> postponement(db::Session& db, OrgId id);
void remember_decision(db::Session& db, const Decision& decision, Instant now);

/// Active unions in the subtree whose term may end by `ahead`: those elected before the shortest term that would. In tree order.
std::vector<Term> terms_from(db::Session& db, std::string_view path, std::string_view after, Date ahead, int limit);
/// The known terms of this union and of those right below it.
std::vector<Term> known_terms(db::Session& db, OrgId org, int limit);

/// Unions that stand at these paths, in tree order.
std::vector<Brief> at_paths(db::Session& db, const db::Words& paths);
std::vector<Brief> with_grams(db::Session& db, const std::vector<std::string>& grams, std::string_view within_path, int limit);
std::vector<Brief> beginning_with(db::Session& db, std::string_view name, std::string_view within_path, int limit);
std::int64_t count_children(db::Session& db, OrgId id);
std::string account_name(db::Session& db, AccountId account);

/// Each active union with its level.
void each_level(db::Session& db, const std::function<void(OrgId, Level)>& on_union);

}  // namespace store
}  // namespace unionhall::orgs
