#include "hall/imports/json.h"

#include <fmt/format.h>

#include <algorithm>

#include "at_work.h"
#include "base/names.h"
#include "hall/accounts/accounts.h"
#include "hall/imports/slices.h"
#include "hall/orgs/orgs.h"
#include "spelling.h"
#include "store.h"

namespace unionhall::imports {
namespace {

namespace json = http::json;

constexpr int confirmers_shown = 50;

std::string month(std::int64_t birth_month) { return fmt::format("{}-{:02}", birth_month / 100, birth_month % 100); }

json::object counts_as_json(const Counts& counts) {
  return {{"new", counts.fresh},       {"changed", counts.changed},   {"same", counts.same},
          {"refused", counts.refused}, {"doubtful", counts.doubtful}, {"warnings", counts.warnings}};
}

/// How far the step is that runs now; nothing when none does.
std::optional<json::object> progress_as_json(const Import& import, Instant now) {
  std::int64_t done = import.step_done, total = import.step_total;
  if (import.state == State::committing)
    done = import.rows_done, total = import.rows_total;
  else if (import.state != State::checking && import.state != State::undoing)
    return std::nullopt;
  const auto elapsed_ms = std::max<std::int64_t>(unix_ms(now) - import.step_began_ms, 1);
  const auto rate = done * 1000 / elapsed_ms;
  json::object progress{{"done", done}, {"total", total}, {"rate", rate}};
  if (rate > 0 && total >= done) progress["seconds_left"] = (total - done) / rate;
  return progress;
}

std::vector<AccountId> people_of(const std::vector<Import>& imports) {
  std::vector<AccountId> accounts;
  for (const auto& import : imports) {
    for (const auto& who : {import.by, import.confirmer, import.confirmed_by}) {
      if (who) accounts.push_back(*who);
    }
  }
  return accounts;
}

/// As the union shows an officer's name; empty for the command line.
std::string shown(const std::map<AccountId, std::string>& names, std::optional<AccountId> who) {
  const auto found = who ? names.find(*who) : names.end();
  return found == names.end() ? std::string() : names::masked(found->second);
}

json::object line_as_json(const Import& import, const Hall& hall, const std::string& org_name,
                          const std::map<AccountId, std::string>& names, const access::Actor& actor) {
  json::object line{{"id", import.id.text()},
                    {"version", import.version},
                    {"kind", import.kind},
                    {"name", import.name},
                    {"org", {{"id", import.org.text()}, {"name", org_name}}},
                    {"state", db::word(import.state)},
                    {"by", shown(names, import.by)},
                    {"at", rfc3339(import.at)},
                    {"rows", import.rows_total},
                    {"counts", counts_as_json(import.counts)}};
  if (auto progress = progress_as_json(import, hall.clock.now())) line["progress"] = *std::move(progress);
  if (may_be_undone(import, hall)) line["undo_until"] = rfc3339(*import.finished_at + std::chrono::days{hall.settings.undo_days});
  const bool mine = import.by == actor.account;
  line["mine"] = mine;
  line["asked_me"] = import.state == State::waiting_confirmation && !mine;
  return line;
}

json::object header_as_json(const Import& import, const Kind& kind, http::Language language) {
  auto header = json::parse(import.head).as_object();
  const auto chosen = chosen_by(import);
  json::array fields, missing;
  std::map<std::int64_t, std::string> key_of;
  for (const auto& column : kind.columns) {
    fields.push_back({{"key", column.key},
                      {"label", http::Texts::global().text("imports." + kind.word + "." + column.key, language)},
                      {"required", column.required}});
    const auto choice = chosen.columns.find(column.key);
    const bool matched = choice != chosen.columns.end() && choice->second;
    if (matched) key_of[static_cast<std::int64_t>(*choice->second)] = column.key;
    if (column.required && !matched) missing.emplace_back(column.key);
  }
  for (auto& column : header.at("columns").as_array()) {
    const auto key = key_of.find(column.at("index").to_number<std::int64_t>());
    if (key != key_of.end()) column.as_object()["field"] = key->second;
  }
  header["row"] = import.header_row;
  header["fields"] = std::move(fields);
  header["missing"] = std::move(missing);
  return header;
}

std::string column_title(const Kind& kind, std::int64_t column, http::Language language) {
  if (column < 0 || column >= static_cast<std::int64_t>(kind.columns.size())) return {};
  return http::Texts::global().text("imports." + kind.word + "." + kind.columns[static_cast<std::size_t>(column)].key, language);
}

}  // namespace

std::string_view word_of(Topic topic) { return topic == Topic::union_ ? "union" : db::word(topic); }
std::optional<Topic> topic_of(std::string_view word) { return word == "union" ? Topic::union_ : db::from_word<Topic>(word); }

bool needs_confirmation(const Import& import, const Hall& hall) {
  return import.by.has_value() && import.rows_total > hall.settings.confirm_imports_above;
}

std::string head_as_json(const Match& match) {
  json::array columns, sheets;
  for (const auto& cell : match.header.cells) {
    json::object column{{"index", cell.column}, {"title", cell.text}};
    if (const auto example = match.examples.find(cell.column); example != match.examples.end()) column["example"] = example->second;
    columns.push_back(std::move(column));
  }
  for (const auto& sheet : match.sheets) sheets.emplace_back(sheet);
  return json::serialize(
      json::object{{"row", match.header.row}, {"sheet", match.sheet}, {"sheets", std::move(sheets)}, {"columns", std::move(columns)}});
}

json::array lines_as_json(db::Session& db, const Hall& hall, const std::vector<Import>& imports, const access::Actor& actor) {
  const auto names = accounts::names(db, people_of(imports));
  std::map<OrgId, std::string> org_names;
  json::array lines;
  for (const auto& import : imports) {
    const auto [name, fresh] = org_names.try_emplace(import.org);
    if (fresh) {
      if (const auto org = orgs::find(db, import.org)) name->second = org->facts.name;
    }
    lines.push_back(line_as_json(import, hall, name->second, names, actor));
  }
  return lines;
}

json::object as_json(db::Session& db, const Hall& hall, const Import& import, const access::Actor& actor, http::Language language) {
  const auto& kind = *find_kind(import.kind);
  const auto org = orgs::find(db, import.org);
  const auto names = accounts::names(db, people_of({import}));
  auto json = line_as_json(import, hall, org ? org->facts.name : std::string(), names, actor);
  json["bytes"] = import.file_bytes;
  json["check_ms"] = import.check_ms;
  if (!import.head.empty()) json["header"] = header_as_json(import, kind, language);

  json::array topics;
  if (import.state != State::matching && import.state != State::checking) {
    for (const auto& [topic, count] : store::count_topics(db, import.id)) topics.push_back({{"kind", word_of(topic)}, {"count", count}});
  }
  json["problem_kinds"] = std::move(topics);

  json["confirm_needed"] = needs_confirmation(import, hall);
  json::array confirmers;
  if (needs_confirmation(import, hall) && import.state == State::checked && org) {
    for (const auto& officer :
         accounts::officers_at_or_above(db, org->path, import.by.value_or(AccountId{}), confirmers_shown, hall.clock.now())) {
      if (officer.account == actor.account) continue;
      confirmers.push_back({{"account", officer.account.text()}, {"name_masked", names::masked(officer.name)}, {"org", officer.org_name}});
    }
  }
  json["confirmers"] = std::move(confirmers);
  if (import.confirmer) json["confirmer"] = shown(names, import.confirmer);
  if (import.confirmed_by) json["confirmed_by"] = shown(names, import.confirmed_by);
  if (import.finished_at) json["finished_at"] = rfc3339(*import.finished_at);
  if (import.state == State::undone || import.state == State::undoing) {
    json["undone"] = {{"restored", import.undone.restored}, {"removed", import.undone.removed}, {"kept", import.undone.kept}};
  }
  if (!import.problem.empty()) {
    json["problem"] = {{"type", "/problems/" + import.problem}, {"title", message_of_failure(import, language)}, {"status", 422}};
  }
  return json;
}

json::object as_json(const Import& import, const Problem& problem, http::Language language) {
  json::object item{{"row", problem.row},
                    {"column", column_title(*find_kind(import.kind), problem.column, language)},
                    {"shown", problem.shown},
                    {"code", problem.code},
                    {"message", message(problem, language)},
                    {"outcome", db::word(problem.outcome)}};
  if (problem.outcome == Outcome::transfer_needed && problem.other) {
    item["transfer"] = {{"member", std::to_string(*problem.other)}, {"org", params_of(problem.params)["to"]}};
  }
  return item;
}

json::array as_json(const Kept& kept) {
  json::array items;
  for (const auto& record : kept.records) {
    items.push_back({{"id", std::to_string(record.id)}, {"name_masked", record.name_masked}, {"reason", "changed_since"}});
  }
  return items;
}

json::array doubles_as_json(db::Session& db, const Import& import, const std::vector<Problem>& doubles) {
  std::vector<std::int64_t> records;
  for (const auto& problem : doubles) {
    if (problem.code != "like_another_row" && problem.other) records.push_back(*problem.other);
  }
  const auto& kind = *find_kind(import.kind);
  const auto known = kind.known ? kind.known(db, records) : std::map<std::int64_t, Known>{};
  const auto born = [](json::object& json, std::int64_t birth_month) {
    if (birth_month > 0) json["birth_month"] = month(birth_month);
  };
  json::array items;
  for (const auto& problem : doubles) {
    auto params = params_of(problem.params);
    json::object item{{"row", problem.row},
                      {"name_masked", problem.shown},
                      {"org", params["union"]},
                      {"reason", problem.code == "namesake_of_another_person" ? "name_and_birth" : "name_birth_and_phone"}};
    born(item, std::atoll(params["birth"].c_str()));
    json::object other;
    if (problem.code == "like_another_row") {
      other = {{"row", problem.other.value_or(0)}, {"name_masked", params["other_name"]}, {"org", params["other_union"]}};
      born(other, std::atoll(params["other_birth"].c_str()));
    } else if (const auto about = known.find(problem.other.value_or(0)); about != known.end()) {
      other = {{"id", std::to_string(about->second.id)}, {"name_masked", about->second.name_masked}, {"org", about->second.org}};
      born(other, about->second.birth_month);
    } else {
      other = {{"name_masked", ""}, {"org", ""}};  // gone meanwhile
    }
    item["other"] = std::move(other);
    if (!problem.decision.empty()) item["decision"] = problem.decision;
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace unionhall::imports
