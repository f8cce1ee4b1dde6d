#pragma once
// Figures (数字): every union has its subtree's figures, read in one range whatever the city's size. A write adds
// deltas in its own transaction; they are folded upward within a second. A figure depends on rows alone: what the
// clock changes (age) is counted by a stable key (year of birth) and read as of today.
//
//   members            living memberships (active, transferring, retained)
//   members.status.S   by status            members.category.C   by occupation group
//   members.sex.X      by sex               members.born.YYYY    by year of birth
//   verified           members who verified their own record;  verified.method.M
//   unions             unions below and including;  unions.level.L
//   officers           people in a working role
//
// The tree is read from the parents in `orgs`, beside which nothing of another room is known here.
#include <boost/describe.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hall/hall.h"

namespace unionhall::figures {

/// What one write changes, gathered first so that a chunk writes each (org, figure) once.
class Deltas {
 public:
  void add(OrgId org, std::string_view figure, std::int64_t by);
  bool empty() const { return by_.empty(); }

  struct Key {
    OrgId org;
    std::string figure;
    auto operator<=>(const Key&) const = default;
  };
  const std::map<Key, std::int64_t>& values() const { return by_; }

 private:
  std::map<Key, std::int64_t> by_;
};

/// Adds them in the caller's transaction.
void record(db::Session& db, Hall& hall, const Deltas& deltas);

/// Carries waiting deltas into the figures of their org and all its ancestors, at most `most` deltas, in the caller's
/// transaction. How many.
std::int64_t fold(db::Session& db, std::int64_t most);
/// Folds in chunks until nothing waits.
void fold_all(db::Database& db);

/// All figures of one org (its subtree).
std::map<std::string, std::int64_t> of(db::Session& db, OrgId org);
/// The named figures of each of these orgs, 0 where nothing was counted; at most 500 orgs.
std::map<OrgId, std::map<std::string, std::int64_t>> of(db::Session& db, const std::vector<OrgId>& orgs,
                                                        const std::vector<std::string>& figures);

/// Takes a moved subtree's figures from its old ancestors and gives them to the new ones, in the caller's transaction,
/// which changes the tree after this.
void move(db::Session& db, OrgId subtree, const std::vector<OrgId>& old_ancestors, const std::vector<OrgId>& new_ancestors);

// ── Ages ───────────────────────────────────────────────────────────────────────────────────────────────────────

enum class AgeBand { under_25, from_25_to_34, from_35_to_44, from_45_to_54, from_55_to_59, from_60, unknown };

/// The API's word: "25_to_34".
std::string_view word(AgeBand band);
std::optional<AgeBand> age_band(std::string_view word);

/// Years of birth, both inclusive, of those who reach an age of this band in the calendar year of `today`.
struct Years {
  std::int64_t from = 0, to = 0;
};
Years years_of_birth(AgeBand band, Date today);

// ── Recounting ─────────────────────────────────────────────────────────────────────────────────────────────────

/// One owner's recount, from rows: what its figures are at each org itself (not its subtree). May say several numbers
/// for one figure; they are added.
using Recount = std::function<void(db::Session&, const std::function<void(OrgId, std::string_view figure, std::int64_t)>&)>;
/// `prefix` is the first word of the owner's figures ("members"); an owner of two calls this twice. What the recount says
/// of other prefixes is left out. Said again it replaces what was said before.
void owned_by(std::string prefix, Recount recount);

/// Where the folded figures differ from a full recount (folds first; writes must stand still).
struct Difference {
  OrgId org;
  std::string figure;
  std::int64_t folded = 0, recounted = 0;
};
std::vector<Difference> check(db::Database& db);
/// Puts right what check() finds, in chunks.
void rebuild(db::Database& db);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::figures
