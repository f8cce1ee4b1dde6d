#pragma once
// SQL of publications. Private to this folder.
#include "services/stations/publishing/publishing.h"

namespace unionhall::stations::publishing::store {

/// A station, and how far it is on one map.
struct Line {
  StationId id;
  std::int64_t version = 1;
  std::string code, name, address;
  OrgId keeper;
  std::string keeper_name;
  State state = State::open;
  Part part = Part::add;
  std::optional<Instant> at;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, version, code, name, address, keeper, keeper_name, state, part, at, note))

/// Of a scope, those of this part (nothing: of any), the newest before `before` first.
std::vector<Line> lines(db::Session& db, const Scope& scope, std::optional<Part> part, StationId before, int limit);
struct Count {
  Part part = Part::add;
  std::int64_t stations = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (part, stations))
std::vector<Count> counts(db::Session& db, const Scope& scope);

/// One station on each map on which it is, was or should be.
struct OfOne {
  Provider provider = Provider::amap;
  Part part = Part::add;
  std::optional<Instant> at;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(OfOne, (), (provider, part, at, note))
std::vector<OfOne> of_one(db::Session& db, StationId id);

void write_submitted(db::Session& db, std::int64_t region, SubmissionId submission, Provider provider, const std::vector<Line>& lines,
                     AccountId by, Instant now);
void add_submission(db::Session& db, std::int64_t region, const Submission& submission, AccountId by);
/// Of one that was submitted; a closed one that is "shown" is gone.
void settle(db::Session& db, StationId id, Provider provider, Settled as, std::string_view note, AccountId by, Instant now);

std::optional<Submission> find(db::Session& db, SubmissionId id);
std::vector<Submission> last_submissions(db::Session& db, OrgId org, Provider provider, int limit);
struct InFile {
  StationId station;
  Part asks = Part::add;
};
BOOST_DESCRIBE_STRUCT(InFile, (), (station, asks))
/// What is still in a submission: one that was submitted again since is in the later file.
std::vector<InFile> in_file(db::Session& db, SubmissionId id);

}  // namespace unionhall::stations::publishing::store
