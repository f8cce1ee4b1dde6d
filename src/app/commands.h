#pragma once
// The commands of `unionhall`. Each returns when it is done and throws what a person should read (NotDone, BadSetting,
// or what the database says) when it is not.
#include <string>

#include "app/demo/demo.h"
#include "app/settings.h"
#include "app/site.h"

namespace unionhall::app {

/// Serves until Ctrl-C or SIGTERM.
void serve(const Settings& settings);

struct MigrationWanted {
  bool if_begun = false;  // nothing is made where there is no hall yet
};
/// What a migration changes is not changed back by any: a database of SQLite is copied first, into DIR/at-migration-NNNN.db.
void migrate(const Settings& settings, const MigrationWanted& wanted);
void print_version();
void keys_init(const Settings& settings);
void keys_rotate(const Settings& settings);
void keys_status(const Settings& settings);
struct Retiring {
  int number = 0;
  bool forget = false;  // documents that no record holds any more
};
/// Looks whether anything is under a key; nothing is: it is unused from now on.
void keys_retire(const Settings& settings, const Retiring& wanted);

/// Keeps what a notice says of a year's holidays and make-up days (hall/calendar), for every process of this hall.
void keep_calendar_year(const Settings& settings, const std::filesystem::path& file);

struct DemoWanted {
  demo::Options options;
  std::filesystem::path roster;  // to be written instead of a city
  std::int64_t spoiled = 0;      // of its rows
};
/// Builds the demo city once and prints who may be signed in as; or writes its members' roster.
void demo_city(const Settings& settings, const DemoWanted& wanted);

struct OfficerWanted {
  std::string phone, name, role, org, desk;
};
/// Appoints a person; where she has no second factor yet, prints how to enrol one.
void officer_add(const Settings& settings, const OfficerWanted& wanted);

struct ImportWanted {
  std::string kind;  // members, orgs, officers
  std::filesystem::path file, report;
  std::string org, batch, department;
  std::string root;  // the name of the first union, in an empty hall
  std::string sheet;
  std::int64_t header_row = 0;       // 0: found
  std::vector<std::string> columns;  // "id_number=身份证号": the form's column, and what stands above it; or nothing
  bool dry_run = false;
};
/// Checks a file and writes its good rows; goes on where it was stopped or killed.
void import_file(const Settings& settings, const ImportWanted& wanted);
void undo(const Settings& settings, const std::string& batch);

struct ExportWanted {
  std::string what;  // members, orgs, figures
  std::filesystem::path file;
  std::string org;
};
/// Writes a table of a union and all below it, masked; recorded first.
void export_table(const Settings& settings, const ExportWanted& wanted);

/// Throws NotDone when anything is wrong, having said what.
void check(const Settings& settings);
void print_state_hash(const Settings& settings);
void backup(const Settings& settings, const std::filesystem::path& file);
void restore(const Settings& settings, const std::filesystem::path& file);

}  // namespace unionhall::app
