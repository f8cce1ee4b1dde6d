#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/commands.h"
#include "app/hall_server.h"
#include "app/progress.h"
#include "app/stopping.h"

namespace unionhall::app {
namespace {

std::string_view what(std::string_view stage) {
  if (stage == "unions") return "Founding unions";
  if (stage == "officers") return "Appointing officers";
  if (stage == "members") return "Importing members";
  if (stage == "verified") return "Verifying records";
  if (stage == "samples") return "Leaving rosters to look at";
  if (stage == "appeals") return "Filing appeals";
  if (stage == "stations") return "Placing stations";
  if (stage == "roster") return "Writing the roster";
  return "Opening accounts";
}

demo::Watch shown_in(Progress& progress) {
  watch_for_stop();
  return [&progress](std::string_view stage, std::int64_t done, std::int64_t total) {
    progress.show(std::string(what(stage)), done, total);
    return !stop_wanted();
  };
}

std::string why(demo::Refusal refusal) {
  switch (refusal) {
    case demo::Refusal::not_a_demo:
      return "This hall is no demo. Choose an empty folder or database.";
    case demo::Refusal::another_city:
      return "Here stands a demo city of another size or seed. Choose another folder or database.";
  }
  std::unreachable();
}

void print_accounts(db::Database& db) {
  const auto accounts = boost::json::parse(lasting(db, "demo_accounts"));
  fmt::print("Sign in with one of these phones; the page shows the codes itself.\n");
  for (const auto& account : accounts.as_array()) {
    const auto word = [&](const char* name) { return std::string(account.at(name).as_string()); };
    fmt::print("  {}  {}, {}, {}\n", word("phone"), word("name"), word("role"), word("org"));
  }
}

void write_roster(const DemoWanted& wanted) {
  const auto format = wanted.roster.extension() == ".xlsx" ? sheets::Format::xlsx : sheets::Format::csv;
  Progress progress;
  const bool done = demo::write_roster(wanted.roster, format, wanted.options, wanted.spoiled, shown_in(progress));
  progress.end();
  if (!done) throw NotDone("Stopped. No roster was left.");
  fmt::print("{} rows are in {}.\n", grouped(wanted.options.members), wanted.roster.string());
}

}  // namespace

void demo_city(const Settings& given, const DemoWanted& wanted) {
  if (!wanted.roster.empty()) return write_roster(wanted);

  auto settings = given;
  settings.demo = true;
  offer_rooms();
  const auto database = open_database(settings, IfEmpty::make);
  const auto keys = open_keys(settings, *database);
  const auto scratch = database->engine() == db::Engine::sqlite ? settings.data : std::filesystem::temp_directory_path();
  Progress progress;
  const auto built = demo::build({.db = *database,
                                  .keys = keys,
                                  .settings = hall_settings(settings, *database),
                                  .region = region_of(settings, *database),
                                  .scratch = scratch},
                                 wanted.options, shown_in(progress));
  progress.end();
  if (!built) throw NotDone(why(built.error()));
  if (!*built) throw NotDone("Stopped. The same command goes on where it was.");
  print_accounts(*database);
}

}  // namespace unionhall::app
