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
  std::filesystem::path config, file;
  MigrationWanted migration;
  OfficerWanted officer;
  ImportWanted import;
  DemoWanted demo;
  ExportWanted out;
  Retiring retiring;
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

void add_file_command(CLI::App& under, Typed& typed, const std::string& name, const std::string& says, const std::string& file_says,
                      void (*command)(const Settings&, const std::filesystem::path&)) {
  add_command(under, typed, name, says, Takes::common_settings,
              [&typed, command](const Settings& settings) { command(settings, typed.file); })
      .add_option("FILE", typed.file, file_says)
      ->required();
}

CLI::App& add_group(CLI::App& under, const std::string& name, const std::string& says) {
  auto& group = *under.add_subcommand(name, says);
  group.require_subcommand(1);
  return group;
}

void add_imports(CLI::App& program, Typed& typed) {
  auto& group = add_group(program, "import", "Make records of a file (xlsx or csv)");
  for (const auto& [kind, says] :
       {std::pair{"orgs", "Unions, from the form 工会组织信息采集表"},
        {"members", "Members, from the form 会员信息采集表"},
        {"officers", "Who acts for which union: 姓名, 移动电话, 工会统一社会信用代码 or 工会名称, 职务/角色, 处室"},
        {"appeals", "A hotline's tickets: 工单编号, 诉求内容, 来电人, 联系电话, 诉求分类, 所属单位, …"},
        {"stations", "Stations: 站点名称, 经度, 纬度, 坐标系, 开放时间, 服务设施, 管理单位, …"}}) {
    auto& command =
        add_command(group, typed, kind, says, Takes::common_settings, [&typed, kind = std::string(kind)](const Settings& settings) {
          typed.import.kind = kind;
          import_file(settings, typed.import);
        });
    command.add_option("FILE", typed.import.file, "The file")->required()->check(CLI::ExistingFile);
    command.add_option("--org", typed.import.org, "Code of the union that rows belong to which name none; the first union without");
    command.add_flag("--dry-run", typed.import.dry_run, "Check only; nothing is written");
    command.add_option("--report", typed.import.report, "Keep the rows that came back, with a last column 错误信息")->type_name("OUT.xlsx");
    command.add_option("--batch", typed.import.batch, "What `undo` names; drawn without");
    command.add_option("--sheet", typed.import.sheet, "The sheet to read; the first that is seen without")->type_name("NAME");
    command.add_option("--header-row", typed.import.header_row, "The row that names the columns, where another was found")
        ->check(CLI::Range(1, 1'048'576));
    command
        .add_option("--column", typed.import.columns,
                    "What stands above a column of the form in this file (移动电话=手机), or nothing: it is not read")
        ->type_name("FORM=FILE");
    command.add_option("--department", typed.import.department, "Who collected it, where not the union itself");
    if (std::string_view(kind) == "orgs") command.add_option("--root", typed.import.root, "In an empty hall: the name of the first union");
  }
  add_command(program, typed, "undo", "Take back an import within 30 days", Takes::common_settings,
              [&typed](const Settings& settings) { undo(settings, typed.import.batch); })
      .add_option("BATCH", typed.import.batch, "As `import` printed it")
      ->required();
}

void add_exports(CLI::App& program, Typed& typed) {
  auto& group = add_group(program, "export", "Write a table of a union and all below it, masked");
  for (const auto& [what, says] :
       {std::pair{"members", "Who is a member"}, {"orgs", "Which unions there are"}, {"figures", "What is counted at each union"}}) {
    auto& command =
        add_command(group, typed, what, says, Takes::common_settings, [&typed, what = std::string(what)](const Settings& settings) {
          typed.out.what = what;
          export_table(settings, typed.out);
        });
    command.add_option("FILE", typed.out.file, "It ends in .xlsx or .csv, and is not there yet")->required();
    command.add_option("--org", typed.out.org, "The union's code; the first union without");
  }
}

void add_commands(CLI::App& program, Typed& typed) {
  add_command(program, typed, "serve", "Open the hall: answer until Ctrl-C or SIGTERM", Takes::all_settings, serve);
  add_command(program, typed, "migrate", "Bring the database to this program's schema; one of SQLite is copied first",
              Takes::common_settings, [&typed](const Settings& settings) { migrate(settings, typed.migration); })
      .add_flag("--if-begun", typed.migration.if_begun, "Do nothing where no hall was begun yet (SQLite)");
  add_command(program, typed, "check", "Prove the audit chain, the figures, the sealed values and that no row has lost its other half",
              Takes::common_settings, check);
  add_command(program, typed, "state-hash", "One digest of all that the hall knows", Takes::common_settings, print_state_hash);
  add_file_command(program, typed, "backup", "Copy the hall into one file while it is open (SQLite)", "The backup", backup);
  add_file_command(program, typed, "restore", "Make the hall of a backup in an empty folder (SQLite)", "The backup", restore);
  add_file_command(program, typed, "calendar", "Keep a year's holidays and the days worked to make up for them, as the notice says them",
                   "Lines `rest 2027-10-01 2027-10-07 国庆节` and `work 2027-10-09`", keep_calendar_year);
  program.add_subcommand("version", "What this program is")->callback([&typed] {
    typed.command = [](const Settings&) { print_version(); };
  });

  auto& demo =
      add_command(program, typed, "demo", "Make the demo city of Xianyang, whose people do not exist; the same seed makes the same city",
                  Takes::common_settings, [&typed](const Settings& settings) { demo_city(settings, typed.demo); });
  demo.add_option("--members", typed.demo.options.members, "How many; a smaller city has fewer unions")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 5'000'000));
  demo.add_option("--seed", typed.demo.options.seed, "Another seed makes another city")->capture_default_str();
  demo.add_flag("!--unions-only", typed.demo.options.enrol, "Leave the members out, so that their roster can be imported");
  auto& roster = *demo.add_option("--write-roster", typed.demo.roster,
                                  "Write the members into this csv or xlsx, in the columns of the official form, instead");
  demo.add_option("--spoil", typed.demo.spoiled, "Of its rows this many with a mistake, as offices make them")->needs(&roster);

  add_imports(program, typed);
  add_exports(program, typed);
  auto& officer = add_group(program, "officer", "Who acts for a union");
  auto& add = add_command(officer, typed, "add", "Appoint a person; her second factor is shown this once", Takes::common_settings,
                          [&typed](const Settings& settings) { officer_add(settings, typed.officer); });
  add.add_option("--phone", typed.officer.phone, "Mobile phone")->required();
  add.add_option("--name", typed.officer.name, "Name")->required();
  add.add_option("--role", typed.officer.role, "chair, officer, registrar, supervisor, …")->required();
  add.add_option("--org", typed.officer.org, "The union's code")->required();
  add.add_option("--desk", typed.officer.desk, "organisation, rights, legal_person, stations or hotline; all without");

  auto& keys = add_group(program, "keys", "The keys that seal what is personal");
  add_command(keys, typed, "init", "Make the key file, once", Takes::common_settings, keys_init);
  add_command(keys, typed, "rotate", "Add a new newest key; running servers take it in, and seal anew what is under the older ones",
              Takes::common_settings, keys_rotate);
  add_command(keys, typed, "status", "How far a rotation is, and what waits for it", Takes::common_settings, keys_status);
  auto& retire = add_command(keys, typed, "retire", "Look whether a key is still needed, and say that it may go", Takes::common_settings,
                             [&typed](const Settings& settings) { keys_retire(settings, typed.retiring); });
  retire.add_option("NUMBER", typed.retiring.number, "The key's")->required();
  retire.add_flag("--forget", typed.retiring.forget,
                  "Forget what this key alone finds and nobody can reckon anew: documents that no record holds, old recovery codes");
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
