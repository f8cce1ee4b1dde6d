#include "app/site.h"

#include <fmt/format.h>

namespace unionhall::app {
namespace {

constexpr std::string_view demo_mark = "demo", demo_marked = "yes", region_mark = "region";

/// Opening makes an empty database in an empty folder; somebody who mistyped a path does not want one.
void refuse_nothing(const Settings& settings) {
  if (settings.database.empty() && !std::filesystem::exists(settings.data / "unionhall.db")) {
    throw NotDone(
        fmt::format("There is no hall in {}. `unionhall serve` begins one, `unionhall demo` makes a demo city.", settings.data.string()));
  }
}

bool has_unions(db::Database& db) {
  return db.read([](db::Session& s) { return s.first<std::int64_t>("SELECT id FROM orgs LIMIT 1").has_value(); });
}

struct Known {
  std::int64_t id = 0;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(Known, (), (id, sealed))

/// Before a database is made for nothing.
void refuse_missing_keys(const Settings& settings) {
  if (!settings.demo) crypto::Keyring::load(settings.key_file());
}

/// Only where nobody waits for anything may the days go by faster. Throws NotDone.
std::chrono::days days_ahead(const Settings& settings, db::Database& db) {
  if (settings.demo_days_ahead != 0 && !settings.demo && !is_demo(db)) {
    throw NotDone("Only a demo's clock runs ahead: leave demo-days-ahead out.");
  }
  return std::chrono::days{settings.demo_days_ahead};
}

}  // namespace

std::unique_ptr<db::Database> open_database(const Settings& settings, IfEmpty if_empty) {
  if (if_empty == IfEmpty::refuse) refuse_nothing(settings);
  auto database = db::Database::open(settings.for_database());
  const auto version = db::schema_version(*database);
  if (version > db::newest_migration()) {
    throw NotDone(
        fmt::format("The database is at migration {}, newer than this program, which knows {}.", version, db::newest_migration()));
  }
  if (version == 0) {
    if (if_empty == IfEmpty::refuse)
      throw NotDone("The database is empty. `unionhall serve` begins a hall in it, `unionhall demo` a demo city.");
    db::migrate(*database);
  } else if (version < db::newest_migration()) {
    throw NotDone(fmt::format("The database is at migration {} of {}. Run `unionhall migrate` first.", version, db::newest_migration()));
  }
  return database;
}

std::string lasting(db::Database& db, std::string_view name) {
  return db.read([&](db::Session& s) { return s.first<std::string>("SELECT value FROM settings WHERE name = :name", name); }).value_or("");
}

std::string lasting_or(db::Database& db, std::string_view name, std::string_view value) {
  if (auto known = lasting(db, name); !known.empty()) return known;
  db.write([&](db::Session& s) {
    s.exec("INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING", name, value);
  });
  return lasting(db, name);
}

bool is_demo(db::Database& db) { return lasting(db, demo_mark) == demo_marked; }

void mark_as_demo(db::Database& db) {
  if (is_demo(db)) return;
  if (has_unions(db)) throw NotDone("This hall has unions already, so it cannot become a demo. Choose an empty folder or database.");
  lasting_or(db, demo_mark, demo_marked);
}

void refuse_other_keys(db::Database& db, const crypto::Keyring& keys) {
  try {
    keys::refuse_others(db.read([](db::Session& s) { return keys::all(s); }), keys);
  } catch (const keys::NotOurs& theirs) {
    throw NotDone(theirs.what());
  }
  // Before any process has said which keys these are, whoever is on record says so.
  const auto known = db.read([](db::Session& s) { return s.first<Known>("SELECT id, id_sealed FROM people ORDER BY id LIMIT 1"); });
  if (known && !keys.open(known->sealed, {"people", "id_sealed", known->id})) {
    throw NotDone("The key file does not open what this hall holds. Bring the key file that belongs to it.");
  }
}

// New keys would never open what the lost ones have sealed, so they are made for an empty hall alone.
crypto::Keyring open_keys(const Settings& settings, db::Database& db) {
  if (settings.demo) mark_as_demo(db);
  const auto file = settings.key_file();
  if (settings.demo && !has_unions(db) && !std::filesystem::exists(file)) {
    std::filesystem::create_directories(std::filesystem::absolute(file).parent_path());
    crypto::Keyring::init(file);
  }
  auto keys = crypto::Keyring::load(file);
  refuse_other_keys(db, keys);
  return keys;
}

int region_of(const Settings& settings, db::Database& db) {
  const auto region = lasting_or(db, region_mark, std::to_string(settings.region));
  if (settings.region != 0 && region != std::to_string(settings.region)) {
    throw NotDone(fmt::format("This hall makes its ids in region {}, which lasts; the settings say {}.", region, settings.region));
  }
  return std::stoi(region);
}

HallSettings hall_settings(const Settings& settings, db::Database& db) {
  auto files = settings.files;
  if (files.empty() && db.engine() == db::Engine::sqlite) files = settings.data / "files";
  if (!files.empty()) std::filesystem::create_directories(files);
  const bool demo = is_demo(db);
  auto officers = settings.officers;
  if (demo && !settings.officer_sessions_max_given) officers.sessions_max = 0;
  return {.name = settings.name,
          .files = files,
          .demo = demo,
          .secure_cookies = settings.secure_cookies,
          .lookups_per_hour = settings.lookups_per_hour,
          .reveals_per_day = settings.reveals_per_day,
          .confirm_imports_above = settings.confirm_imports_above,
          .postponement_months_max = settings.postponement_months_max,
          .case_days = settings.case_days,
          .quiet_hours = settings.quiet_hours,
          .contact = settings.contact,
          .public_address = settings.public_address,
          .retirement_men = settings.retirement_men,
          .retirement_women = settings.retirement_women,
          .attachment_bytes = std::int64_t{settings.attachment_megabytes} << 20,
          .stand_in_days = settings.stand_in_days,
          .import_bytes = std::int64_t{settings.import_megabytes} << 20,
          .sign_in = {.codes_per_day = settings.codes_per_day,
                      .codes_per_address = settings.codes_per_address,
                      .tries_per_address = settings.sign_ins_per_address},
          .officers = officers};
}

Site::Site(const Settings& settings, IfEmpty if_empty)
    : database_((refuse_missing_keys(settings), open_database(settings, if_empty))),
      clock_(days_ahead(settings, *database_)),
      keys_(open_keys(settings, *database_)),
      ids_(*database_, clock_, region_of(settings, *database_)),
      hall_{.db = *database_, .clock = clock_, .keys = keys_, .ids = ids_, .settings = hall_settings(settings, *database_)},
      keeper_(hall_, keys_, settings.key_file()) {
  keeper_.start();
}

}  // namespace unionhall::app
