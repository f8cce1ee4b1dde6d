#pragma once
// Lists that officers ask for as files. Private to this room.
//
//   running ──► done ──► (gone a day after it was asked for)
//      └─────► failed
#include "hall/files/files.h"
#include "hall/members/members.h"

namespace unionhall::members::exports {

using ExportId = Id<struct Export>;

constexpr std::chrono::hours kept{24};

enum class State { running, done, failed };
BOOST_DESCRIBE_ENUM(State, running, done, failed)

struct Wanted {
  ExportId id;
  AccountId account;
  std::int64_t role = 0;
  std::string search_sealed, name, format;
  State state = State::running;
  std::int64_t done = 0, total = 0;
  std::optional<files::FileId> file;
  Instant at;  // when she asked
};
BOOST_DESCRIBE_STRUCT(Wanted, (), (id, account, role, search_sealed, name, format, state, done, total, file, at))

/// As its owner will find it among her files.
std::string file_name(std::string_view kind, std::string_view org, Date day, std::string_view format);

std::string seal(const Hall& hall, ExportId id, const Search& search);
Search open(const Hall& hall, const Wanted& wanted);

void add(db::Session& db, std::int64_t region, const Wanted& wanted, Instant now);
std::optional<Wanted> find(db::Session& db, ExportId id);

/// What somebody asked for in one role after `since`, newest first.
std::vector<Wanted> of(db::Session& db, AccountId account, std::int64_t role, Instant since, int limit);

/// The oldest one that nobody is writing, for `holder` until `until`.
std::optional<Wanted> take(db::Session& db, std::string_view holder, Instant now, Instant until);
/// False when the lease was lost to another process.
bool report(db::Session& db, ExportId id, std::string_view holder, std::int64_t done, Instant until);
bool finish(db::Session& db, ExportId id, std::string_view holder, std::int64_t rows, files::FileId file);
void fail(db::Session& db, ExportId id, std::string_view holder);

std::vector<Wanted> older_than(db::Session& db, Instant before, int limit);
void remove(db::Session& db, ExportId id);
/// Those of these files that an export wrote.
std::vector<files::FileId> written_files(db::Session& db, const std::vector<files::FileId>& among);

}  // namespace unionhall::members::exports
