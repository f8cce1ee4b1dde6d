#include "hall/cases/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <set>

namespace unionhall::cases {
namespace {

namespace json = http::json;

constexpr int events_most = 500;

json::object org_json(OrgId org, const std::map<OrgId, std::string>& names) {
  const auto name = names.find(org);
  return {{"id", org.text()}, {"name", name == names.end() ? "" : name->second}};
}

/// An applicant is told which union holds her case; who there is the union's matter.
json::object task_json(const Task& task, const std::map<OrgId, std::string>& names) {
  json::object out{{"id", task.id.text()},
                   {"party", db::word(task.party)},
                   {"since", rfc3339(task.since)},
                   {"due_on", iso_date(task.due_on)},
                   {"provisional", task.provisional},
                   {"escalated", task.levels_up > 0}};
  if (task.due_at) out["due_at"] = rfc3339(*task.due_at);
  if (task.came_from) out["came_from"] = org_json(*task.came_from, names);
  if (task.org) out["org"] = org_json(*task.org, names);
  if (!task.desk.empty()) out["desk"] = task.desk;
  return out;
}

bool sees(const store::Event& event, const Standing& standing) {
  return standing.reader == Reader::officer || event.audience == Audience::all;
}

json::array changed_json(const Case& one, std::string_view fields, http::Language language) {
  json::array out;
  for (const auto field : fields | std::views::split(',')) {
    const std::string_view word(field.begin(), field.end());
    out.push_back({{"field", word}, {"label", label_of(one.type, "field", word, language)}});
  }
  return out;
}

json::object event_json(const Hall& hall, const Case& one, const store::Event& event, const std::map<OrgId, std::string>& names,
                        http::Language language) {
  json::object out{{"key", event.key},        {"label", label_of(one.type, "step", event.key, language)},
                   {"at", rfc3339(event.at)}, {"party", db::word(event.party)},
                   {"state", event.state},    {"inside", event.audience == Audience::inside}};
  if (event.org) out["org"] = org_json(*event.org, names);
  if (auto note = store::note_of(hall, event); !note.empty()) out["note"] = std::move(note);
  if (!event.changed.empty()) out["changed"] = changed_json(one, event.changed, language);
  return out;
}

json::array attachments_json(const std::vector<attachments::Line>& lines, const Case& one, const Standing& standing) {
  json::array out;
  for (const auto& line : lines) {
    out.push_back({{"id", line.id.text()},
                   {"name", line.name},
                   {"kind", db::word(line.kind)},
                   {"bytes", line.bytes},
                   {"at", rfc3339(line.at)},
                   {"party", db::word(line.party)},
                   {"inside", line.audience == Audience::inside},
                   {"own", line.by == standing.account && one.outcome.empty()}});
  }
  return out;
}

json::array steps_json(const Case& one, const Standing& standing, http::Language language) {
  json::array out;
  for (const auto* step : steps_from(rules_of(one), one.state)) {
    if (std::ranges::find(standing.hands, step->by) == standing.hands.end()) continue;
    if (step->eyes == Eyes::second && standing.filed) continue;
    out.push_back({{"step", step->word},
                   {"label", label_of(one.type, "step", step->word, language)},
                   {"reason", step->reason == Reason::must},
                   {"batch", step->batch == Batch::yes},
                   {"mends_form", step->mends == Mends::form}});
  }
  return out;
}

/// The states that follow if all is well.
json::array next_json(const Case& one, http::Language language) {
  json::array out;
  const auto& path = rules_of(one).path;
  const auto here = std::ranges::find(path, one.state);
  if (here == path.end()) return out;
  for (auto state = here + 1; state != path.end(); ++state) {
    out.push_back({{"state", *state}, {"label", label_of(one.type, "state", *state, language)}});
  }
  return out;
}

json::object head_json(const Case& one, http::Language language) {
  json::object out{{"id", one.id.text()},
                   {"version", one.version},
                   {"number", one.number},
                   {"type", one.type},
                   {"type_label", http::Texts::global().text("cases." + one.type + ".name", language)},
                   {"state", one.state},
                   {"state_label", label_of(one.type, "state", one.state, language)},
                   {"subject", one.subject},
                   {"discretion", db::word(one.discretion)},
                   {"filed_at", rfc3339(one.filed_at)}};
  if (!one.outcome.empty()) out["outcome"] = one.outcome;
  if (one.ended_at) out["ended_at"] = rfc3339(*one.ended_at);
  return out;
}

}  // namespace

std::string label_of(std::string_view type, std::string_view kind, std::string_view word, http::Language language) {
  const auto& texts = http::Texts::global();
  const auto own = fmt::format("cases.{}.{}.{}", type, kind, word);
  return texts.text(texts.has(own) ? own : fmt::format("cases.{}.{}", kind, word), language);
}

json::object as_json(db::Session& db, const Hall& hall, const Case& one, const std::vector<Task>& tasks, const Standing& standing,
                     http::Language language) {
  const auto events = store::events(db, one.id, events_most);
  std::set<OrgId> orgs{one.org};
  for (const auto& task : tasks) {
    if (task.org) orgs.insert(*task.org);
    if (task.came_from) orgs.insert(*task.came_from);
  }
  for (const auto& event : events) {
    if (event.org) orgs.insert(*event.org);
  }
  const auto names = store::org_names(db, {orgs.begin(), orgs.end()});

  auto out = head_json(one, language);
  out["org"] = org_json(one.org, names);
  json::array held, track;
  for (const auto& task : tasks) held.push_back(task_json(task, names));
  for (const auto& event : events) {
    if (sees(event, standing)) track.push_back(event_json(hall, one, event, names, language));
  }
  out["tasks"] = std::move(held);
  out["track"] = std::move(track);
  out["attachments"] = attachments_json(attachments::of(db, one.id, standing), one, standing);
  out["next"] = next_json(one, language);
  out["steps"] = steps_json(one, standing, language);
  out["own"] = standing.own;
  out["form"] = types().find(one.type)->second->show(db, hall, one, standing.reader);
  return out;
}

json::object as_json(const store::Line& line, Instant now, http::Language language) {
  json::object out{{"task", line.task.text()},
                   {"id", line.id.text()},
                   {"version", line.version},
                   {"number", line.number},
                   {"type", line.type},
                   {"type_label", http::Texts::global().text("cases." + line.type + ".name", language)},
                   {"state", line.state},
                   {"state_label", label_of(line.type, "state", line.state, language)},
                   {"subject", line.subject},
                   {"discretion", db::word(line.discretion)},
                   {"org", {{"id", line.org.text()}, {"name", line.org_name}}},
                   {"holder", {{"id", line.holder.text()}, {"name", line.holder_name}}},
                   {"desk", line.desk},
                   {"filed_at", rfc3339(line.filed_at)},
                   {"since", rfc3339(line.since)},
                   {"due_on", iso_date(line.due_on)},
                   {"provisional", line.provisional},
                   {"overdue", line.due_at ? *line.due_at <= now : line.due_on < beijing_date(now)},
                   {"escalated", line.levels_up > 0}};
  if (line.due_at) out["due_at"] = rfc3339(*line.due_at);
  json::array batch;
  const Case one{.id = line.id, .type = line.type, .rules = line.rules, .state = line.state};
  for (const auto* step : steps_from(rules_of(one), line.state)) {
    if (step->batch == Batch::yes) {
      batch.push_back(
          {{"step", step->word}, {"label", label_of(line.type, "step", step->word, language)}, {"reason", step->reason == Reason::must}});
    }
  }
  out["batch_steps"] = std::move(batch);
  return out;
}

json::object as_json(const Case& one, const std::string& org_name, const std::vector<Task>& tasks,
                     const std::map<OrgId, std::string>& names, http::Language language) {
  auto out = head_json(one, language);
  out["org"] = json::object{{"id", one.org.text()}, {"name", org_name}};
  json::array held;
  for (const auto& task : tasks) held.push_back(task_json(task, names));
  out["tasks"] = std::move(held);
  return out;
}

}  // namespace unionhall::cases
