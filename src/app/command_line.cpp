#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "app/commands.h"

namespace unionhall::app {
namespace {

constexpr int done = 0, refused = 1, bad_usage = 2;

/// What was typed, until it is known to be right as a whole.
struct Typed {
  std::filesystem::path config;
  std::map<std::string, std::string> flags;
  std::function<void(const Settings&)> command;
};

enum class Takes { common_settings, all_settings };

CLI::App& add_command(CLI::App& under, Typed& typed, const std::string& name, const std::string& says, Takes takes,
                      std::function<void(const Settings&)> command) {
  auto& added = *under.add_subcommand(name, says);
  added.add_option("--config", typed.config, "Settings file; ./unionhall.toml where there is one")->type_name("FILE")->group("Settings");
  for (const auto& setting : all_settings()) {
    if (setting.secret || (takes == Takes::common_settings && !setting.for_all_commands)) continue;
    const std::string key(setting.name);
    CLI::Option* option = nullptr;
    if (setting.takes.empty()) {
      option = added.add_flag_callback(
          flag_of(setting), [&typed, key] { typed.flags[key] = "true"; }, std::string(setting.says));
    } else {
      option = added.add_option_function<std::string>(
          flag_of(setting), [&typed, key](const std::string& value) { typed.flags[key] = value; }, std::string(setting.says));
      option->type_name(std::string(setting.takes));
    }
    option->group("Settings");
  }
  added.callback([&typed, command = std::move(command)] { typed.command = command; });
  return added;
}

CLI::App& add_group(CLI::App& under, const std::string& name, const std::string& says) {
  auto& group = *under.add_subcommand(name, says);
  group.require_subcommand(1);
  return group;
}

void add_commands(CLI::App& program, Typed& typed) {
  add_command(program, typed, "serve", "Open the hall: answer until Ctrl-C or SIGTERM", Takes::all_settings, serve);
  add_command(program, typed, "migrate", "Bring the database to this program's schema", Takes::common_settings, migrate);
  program.add_subcommand("version", "What this program is")->callback([&typed] {
    typed.command = [](const Settings&) { print_version(); };
  });

  auto& keys = add_group(program, "keys", "The keys that seal what is personal");
  add_command(keys, typed, "init", "Make the key file, once", Takes::common_settings, keys_init);
  add_command(keys, typed, "rotate", "Add a new newest key; the older ones still open", Takes::common_settings, keys_rotate);
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App program("unionhall (指尖工会): the online hall of a city federation of trade unions");
  program.require_subcommand(1);
  Typed typed;
  add_commands(program, typed);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return program.exit(wrong) == 0 ? done : bad_usage;
  }

  try {
    typed.command(load_settings(typed.config, typed.flags, [](const char* name) -> const char* { return std::getenv(name); }));
    return done;
  } catch (const BadSetting& bad) {
    fmt::print(stderr, "unionhall: {}\n", bad.what());
    return bad_usage;
  } catch (const std::exception& failure) {
    fmt::print(stderr, "unionhall: {}\n", failure.what());
    return refused;
  }
}

}  // namespace unionhall::app
