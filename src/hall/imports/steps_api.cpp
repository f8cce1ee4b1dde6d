// What a desk does with an import: its columns are matched, its doubles decided, it is written, above a number of rows only
// once another officer has confirmed, and taken back or dropped. The long steps are the worker's; here an import only passes
// from state to state.
#include <algorithm>
#include <charconv>

#include "api.h"
#include "at_work.h"
#include "hall/imports/json.h"
#include "hall/imports/slices.h"
#include "spelling.h"
#include "store.h"

namespace unionhall::imports {
namespace {

/// One step of an import's life: `act(db, import)` changes it, or refuses. Answered with the import as it is then.
template <class F>
http::Response step(const http::Request& request, Hall& hall, std::string_view what, F act) {
  const auto version = http::expected_version(request);
  const auto done = hall.db.write([&](db::Session& db) -> Result<void, Refusal> {
    auto import = reached(db, request);
    if (import.version != version) return std::unexpected(Refusal::changed_meanwhile);
    if (const Result<void, Refusal> acted = act(db, import); !acted) return acted;
    if (!store::save(db, import)) return std::unexpected(Refusal::changed_meanwhile);
    record(db, hall, request, import, what);
    return {};
  });
  return done ? now(request, hall) : http::problem(problem_for(done.error(), hall), request);
}

/// {sheet, header_row, columns: {"7": "phone", "8": null}}
Choice read_choice(http::Form& form, const Kind& kind) {
  Choice choice;
  choice.sheet = form.optional_text("sheet", {.chars_min = 1, .chars_max = 100});
  if (form.has("header_row")) choice.header_row = form.integer("header_row", 1, 1'048'576);
  const auto* columns = form.raw("columns");
  if (columns == nullptr || columns->is_null()) return choice;
  if (!columns->is_object()) return form.fault("columns", "no_such_column"), choice;
  for (const auto& [index, field] : columns->as_object()) {
    std::size_t column = 0;
    const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), column);
    const bool known = field.is_null() || (field.is_string() && std::ranges::any_of(kind.columns, [&](const auto& c) {
                                             return c.key == std::string_view(field.as_string());
                                           }));
    if (error != std::errc{} || end != index.data() + index.size() || column >= sheets::Limits{}.columns || !known) {
      form.fault("columns/" + std::string(index), "no_such_column");
      continue;
    }
    choice.columns[column] = field.is_null() ? std::nullopt : std::optional(std::string(field.as_string()));
  }
  return choice;
}

/// PATCH /api/v1/imports/{id}
http::Response patch_import(const http::Request& request, Hall& hall) {
  const auto before = hall.db.read([&](db::Session& db) { return reached(db, request); });
  http::Form form(request);
  const auto choice = read_choice(form, *find_kind(before.kind));
  if (const auto invalid = form.problem()) return *invalid;
  if (before.state != State::matching && before.state != State::checked)
    return http::problem(problem_for(Refusal::wrong_state, hall), request);

  Result<Match, Refusal> found;  // the file is read before the transaction begins
  try {
    found = match(hall, before, choice);
    if (!found) return http::problem(problem_for(found.error(), hall), request);
  } catch (const sheets::Unreadable& unreadable) {
    return http::problem(problem_for(unreadable.fault), request);
  }
  return step(request, hall, "import_matched", [&](db::Session&, Import& import) -> Result<void, Refusal> {
    if (import.state != before.state) return std::unexpected(Refusal::wrong_state);
    take_match(import, *found);
    import.step_done = import.step_total = 0;
    import.step_began_ms = unix_ms(hall.clock.now());
    return {};
  });
}

/// DELETE /api/v1/imports/{id} → 204
http::Response delete_import(const http::Request& request, Hall& hall) {
  const auto version = http::expected_version(request);
  const auto dropped = hall.db.write([&](db::Session& db) -> Result<Import, Refusal> {
    auto import = reached(db, request);
    if (import.version != version) return std::unexpected(Refusal::changed_meanwhile);
    const bool has_written = import.state == State::committing || import.state == State::committed || import.state == State::undoing ||
                             import.state == State::undone || import.state == State::dropped;
    if (has_written) return std::unexpected(Refusal::wrong_state);
    import.state = State::dropped;
    import.finished_at = hall.clock.now();
    if (!store::save(db, import)) return std::unexpected(Refusal::changed_meanwhile);
    record(db, hall, request, import, "import_dropped");
    return import;
  });
  if (!dropped) return http::problem(problem_for(dropped.error(), hall), request);
  forget(hall, *dropped);
  return http::no_content();
}

/// POST /api/v1/imports/{id}/commit {confirmer?}
http::Response post_commit(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto confirmer = form.optional_id<AccountId>("confirmer");
  if (const auto invalid = form.problem()) return *invalid;
  const auto& actor = access::actor(request);
  return step(request, hall, "import_sent", [&](db::Session& db, Import& import) -> Result<void, Refusal> {
    if (import.state != State::checked) return std::unexpected(Refusal::wrong_state);
    if (import.counts.fresh + import.counts.changed == 0) return std::unexpected(Refusal::nothing_to_write);
    if (!needs_confirmation(import, hall)) return begin_writing(import, hall), Result<void, Refusal>{};
    if (!confirmer) return std::unexpected(Refusal::confirmer_needed);
    access::require_reach(db, actor, import.org);
    return put_before(db, import, *confirmer, actor.account, hall.clock.now());
  });
}

/// POST /api/v1/imports/{id}/confirmation
http::Response post_confirmation(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  return step(request, hall, "import_confirmed", [&](db::Session&, Import& import) -> Result<void, Refusal> {
    if (import.state != State::waiting_confirmation) return std::unexpected(Refusal::wrong_state);
    if (import.by == actor.account) return std::unexpected(Refusal::own_import);
    import.confirmed_by = actor.account;
    begin_writing(import, hall);
    return {};
  });
}

/// POST /api/v1/imports/{id}/undo
http::Response post_undo(const http::Request& request, Hall& hall) {
  return step(request, hall, "import_undo", [&](db::Session&, Import& import) -> Result<void, Refusal> {
    if (import.state != State::committed) return std::unexpected(Refusal::wrong_state);
    if (!may_be_undone(import, hall)) return std::unexpected(Refusal::too_late);
    begin_undoing(import, hall);
    return {};
  });
}

/// How a decision about a row is counted: it no longer waits, and what it becomes is known but for its details.
void count_decision(Counts& counts, const Problem& problem, Decision decision) {
  --counts.doubtful;
  if (decision == Decision::different)
    ++counts.fresh;
  else if (problem.code == "like_another_row")
    ++counts.same;  // the other row stands for both
  else
    ++counts.changed;
}

/// That two are not one is kept, so that no later file asks it again.
void keep_apart(db::Session& db, Hall& hall, const Kind& kind, const Problem& problem, AccountId by) {
  if (problem.row_key.empty()) return;
  if (problem.code == "like_another_row")
    kind.keep_rows_apart(db, hall, row_keys_of(problem.row_key), by);
  else
    kind.keep_apart(db, hall, problem.row_key, *problem.other, by);
}

/// POST /api/v1/imports/{id}/doubles/{row} {same}
http::Response post_decision(const http::Request& request, Hall& hall) {
  http::Form form(request);
  if (!form.has("same")) form.fault("same", "required");
  const auto decision = form.flag_or("same", false) ? Decision::same : Decision::different;
  if (const auto invalid = form.problem()) return *invalid;
  const auto row = Id<Problem>::parse(request.path_values.find("row")->second);
  if (!row) throw Refused({404, "http.not_found"});

  const auto& actor = access::actor(request);
  const auto decided = hall.db.write([&](db::Session& db) -> Result<void, Refusal> {
    auto import = reached(db, request);
    if (import.state != State::checked) return std::unexpected(Refusal::wrong_state);
    const auto problem = store::find_double(db, import.id, row->value);
    if (!problem) return std::unexpected(Refusal::no_such_double);
    if (!store::decide(db, import.id, row->value, decision)) return std::unexpected(Refusal::decided_already);
    const auto& kind = *find_kind(import.kind);
    if (decision == Decision::different) keep_apart(db, hall, kind, *problem, actor.account);
    count_decision(import.counts, *problem, decision);
    if (!store::save(db, import)) return std::unexpected(Refusal::changed_meanwhile);
    record(db, hall, request, import, "import_double", db::word(decision));
    return {};
  });
  return decided ? now(request, hall) : http::problem(problem_for(decided.error(), hall), request);
}

}  // namespace

void mount_steps(http::Router& route, Hall& hall) {
  using access::clerk;
  route.patch("/api/v1/imports/{id}", clerk, hall, patch_import);
  route.del("/api/v1/imports/{id}", clerk, hall, delete_import);
  route.post("/api/v1/imports/{id}/commit", clerk, hall, post_commit);
  route.post("/api/v1/imports/{id}/confirmation", clerk, hall, post_confirmation);
  route.post("/api/v1/imports/{id}/undo", clerk, hall, post_undo);
  route.post("/api/v1/imports/{id}/doubles/{row}", clerk, hall, post_decision);
}

}  // namespace unionhall::imports
