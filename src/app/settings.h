#pragma once
// Settings (设置). Each has one name and three ways to be given: `texts.provider` is `provider` under [texts] in
// unionhall.toml, UNIONHALL_TEXTS_PROVIDER in the environment, and --texts-provider on the command line. The command line
// wins over the environment, the environment over the file. docs/operations.md lists them all.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/tiles.h"
#include "db/database.h"
#include "hall/texts/texts.h"
#include "http/server.h"

namespace unionhall::app {

struct Settings {
  std::filesystem::path data = "data";  // the database of SQLite, and what every engine keeps beside it
  std::string database, read_database;  // PostgreSQL
  std::filesystem::path keys;           // empty: DIR/keys
  std::filesystem::path files;          // empty: DIR/files on SQLite, a table on PostgreSQL
  std::filesystem::path web;            // empty: where the program was installed, or built
  std::filesystem::path outlines;       // GeoJSON of the counties; empty: what was built in
  std::filesystem::path audit_heads;    // outside the hall; empty: none is sent
  std::filesystem::path note_issuers;   // public keys of other federations; empty: none is known
  int region = 0;

  std::string name = "指尖工会", city_division = "610400";
  bool demo = false;
  int demo_days_ahead = 0;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  bool secure_cookies = false;
  std::vector<std::string> origins, trusted_proxies, metrics_from{"127.0.0.1", "::1"};
  int io_threads = 1, workers = 64, connections_max = 10'000, database_sessions_max = 16;
  int requests_waiting_max = 1024, streams_max = 2'000, header_kilobytes = 16;
  int header_seconds = 10, body_seconds = 30, idle_seconds = 60, write_seconds = 30;
  int codes_per_day = 10, codes_per_address = 120, sign_ins_per_address = 240, import_megabytes = 512;
  int lookups_per_hour = 300, reveals_per_day = 50, ended_records_days = 1095, confirm_imports_above = 500, postponement_months_max = 6;
  std::map<std::string, int> case_days;
  QuietHours quiet_hours;
  std::string contact = "12351", public_address;
  RetirementAge retirement_men{60, 36, 4}, retirement_women{55, 36, 4};
  int attachment_megabytes = 10, stand_in_days = 90;
  OfficerSecurity officers;
  bool officer_sessions_max_given = false;  // else a demo, whose visitors share its accounts, has no limit
  std::string log_level = "info";
  std::chrono::seconds stop_grace{10};

  texts::Settings texts;
  Tiles tiles;

  std::filesystem::path key_file() const { return keys.empty() ? data / "keys" : keys; }
  db::Settings for_database() const;
  http::ServerSettings for_server() const;
};

/// A setting that cannot be used: which one, where it was given, and what it should be.
struct BadSetting : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Setting {
  std::string_view name;   // "texts.provider"
  std::string_view takes;  // what stands behind the flag in --help: DIR, URL, NUMBER; empty: a switch
  std::string_view says;
  bool for_all_commands = false;  // or for serve alone
  bool secret = false;            // no flag: a list of processes would show it
  std::function<void(Settings&, std::string_view)> set = {};
};

const std::vector<Setting>& all_settings();
std::string flag_of(const Setting& setting);         // "--texts-provider"
std::string environment_of(const Setting& setting);  // "UNIONHALL_TEXTS_PROVIDER"

using Environment = std::function<const char*(const char*)>;

/// Puts file, environment and command line together. `flags` are by name. Without `config` it is ./unionhall.toml where
/// there is one. Throws BadSetting; so does a file with a secret in it that others may read.
Settings load_settings(const std::filesystem::path& config, const std::map<std::string, std::string>& flags,
                       const Environment& environment);

}  // namespace unionhall::app
