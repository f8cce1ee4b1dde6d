// The desk's imports: a file comes in; how far it is, what is wrong with its rows and which may be doubles is read here.
// What is done with it stands in steps_api.cpp.
#include "api.h"

#include <fmt/format.h>

#include <limits>

#include "base/text.h"
#include "hall/audit/audit.h"
#include "hall/imports/json.h"
#include "hall/imports/words.h"
#include "store.h"

namespace unionhall::imports {
namespace {

namespace json = http::json;

constexpr std::size_t name_chars_max = 200, department_chars_max = 100;
constexpr std::int64_t newest = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void refuse_field(std::string pointer, std::string code, TextParams params = {}) {
  throw Refused({422, "http.invalid_form", {{"count", "1"}}, {{std::move(pointer), std::move(code), std::move(params)}}});
}

/// GET /api/v1/imports?org=&state= → {items, next}
http::Response get_imports(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) refuse_field("/org", "not_an_id");
  const auto state = request.asked("state");
  if (!state.empty() && !db::from_word<State>(state)) refuse_field("/state", "unknown_word");
  const int limit = cursor::limit_of(request);
  const auto list_name = "imports:" + org->text() + ":" + state;
  const auto after = cursor::open(hall, list_name, request.asked("cursor"), 1);
  const auto& actor = access::actor(request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, actor, *org);
    auto imports = store::list(db, path, state, after ? std::stoll(after->front()) : newest, limit + 1);
    json::object page;
    if (imports.size() > static_cast<std::size_t>(limit)) {
      imports.pop_back();
      page["next"] = cursor::seal(hall, list_name, {imports.back().id.text()});
    }
    page["items"] = lines_as_json(db, hall, imports, actor);
    return http::ok(std::move(page));
  });
}

/// POST /api/v1/imports?kind=&org=&name= (the file) → 201 {id}
http::Response post_import(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto kind = request.asked("kind"), name = request.asked("name"), department = request.asked("department");
  const auto org = OrgId::parse(request.asked("org"));
  if (find_kind(kind) == nullptr || !find_kind(kind)->at_desks) refuse_field("/kind", "unknown_word");
  if (!org) refuse_field("/org", "not_an_id");
  if (name.empty() || name.size() > name_chars_max * 4)
    refuse_field("/name", "too_long", {{"over", "1"}, {"max", std::to_string(name_chars_max)}});
  if (text::length(department).value_or(department_chars_max + 1) > department_chars_max)
    refuse_field("/department", "too_long", {{"over", "1"}, {"max", std::to_string(department_chars_max)}});
  hall.db.read([&](db::Session& db) { access::require_reach(db, actor, *org); });

  auto import = prepared(
      hall,
      {.kind = kind, .name = name, .batch = {}, .org = *org, .by = actor.account, .file = request.body_file, .department = department});
  if (!import) return http::problem(problem_for(import.error(), hall), request);
  try {
    take_match(*import, match(request.body_file, *import));
  } catch (const sheets::Unreadable& unreadable) {
    return http::problem(problem_for(unreadable.fault), request);
  }
  import->file_path.clear();
  import->file = files::keep(hall, request.body_file, name).id;
  const auto begun = hall.write(request, [&](db::Session& db) { return begin(db, hall, *import); });
  // A repeat was answered with the first import, which has a file of its own.
  if (!begun || *begun != import->id) files::remove(hall, *import->file);
  return begun ? http::created({{"id", begun->text()}}) : http::problem(problem_for(begun.error(), hall), request);
}

/// GET /api/v1/imports/{id}
http::Response get_import(const http::Request& request, Hall& hall) { return now(request, hall); }

/// GET /api/v1/imports/{id}/problems?kind= → {items, next}
http::Response get_problems(const http::Request& request, Hall& hall) {
  const auto kind = request.asked("kind");
  const auto topic = topic_of(kind);
  if (!kind.empty() && !topic) refuse_field("/kind", "unknown_word");
  const int limit = cursor::limit_of(request);
  const auto import = hall.db.read([&](db::Session& db) { return reached(db, request); });
  const auto list_name = "import_problems:" + import.id.text() + ":" + kind;
  const auto after = cursor::open(hall, list_name, request.asked("cursor"), 3);
  const AfterProblem from = after ? AfterProblem{std::stoll((*after)[0]), std::stoll((*after)[1]), (*after)[2]} : AfterProblem{};
  auto found = hall.db.read([&](db::Session& db) { return problems(db, import.id, topic, from, limit + 1); });
  json::object page;
  if (found.size() > static_cast<std::size_t>(limit)) {
    found.pop_back();
    const auto& last = found.back();
    page["next"] = cursor::seal(hall, list_name, {std::to_string(last.row), std::to_string(last.column), last.code});
  }
  json::array items;
  for (const auto& problem : found) items.push_back(as_json(import, problem, request.language));
  page["items"] = std::move(items);
  return http::ok(std::move(page));
}

/// A folder that only this account of the machine reads, for files on their way out.
std::filesystem::path way_out(const Hall& hall) {
  const auto base = hall.settings.files.empty() ? std::filesystem::temp_directory_path() : hall.settings.files;
  auto folder = base / "on-their-way";
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  return folder;
}

/// GET /api/v1/imports/{id}/report → xlsx
http::Response get_report(const http::Request& request, Hall& hall) {
  const auto import = hall.db.read([&](db::Session& db) { return reached(db, request); });
  const auto out = way_out(hall) / (crypto::random_token() + ".xlsx");
  const auto rows = write_report(hall, import, out);
  if (!rows || *rows == 0) {
    std::filesystem::remove(out);
    return http::problem(problem_for(rows ? Refusal::nothing_came_back : rows.error(), hall), request);
  }
  hall.db.write([&](db::Session& db) { record(db, hall, request, import, "import_report"); });
  return {.status = 200,
          .headers = {{"content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                      {"content-disposition", fmt::format("attachment; filename=\"import-{}.xlsx\"", import.batch)},
                      {"cache-control", "no-store"}},
          .file = out,
          .remove_file = true};
}

/// GET /api/v1/imports/{id}/doubles → {items, next}
http::Response get_doubles(const http::Request& request, Hall& hall) {
  const int limit = cursor::limit_of(request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto import = reached(db, request);
    const auto list_name = "import_doubles:" + import.id.text();
    const auto after = cursor::open(hall, list_name, request.asked("cursor"), 1);
    auto found = store::doubles(db, import.id, after ? std::stoll(after->front()) : 0, limit + 1);
    json::object page;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list_name, {std::to_string(found.back().row)});
    }
    page["items"] = doubles_as_json(db, import, found);
    return http::ok(std::move(page));
  });
}

/// GET /api/v1/imports/{id}/kept → {items, next}
http::Response get_kept(const http::Request& request, Hall& hall) {
  const int limit = cursor::limit_of(request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto import = reached(db, request);
    const auto list_name = "import_kept:" + import.id.text();
    const auto after = cursor::open(hall, list_name, request.asked("cursor"), 2);
    const auto found = kept(db, import, after ? AfterKept{(*after)[0], std::stoll((*after)[1])} : AfterKept{}, limit);
    json::object page{{"items", as_json(found)}};
    if (found.next) page["next"] = cursor::seal(hall, list_name, {found.next->kind, std::to_string(found.next->id)});
    return http::ok(std::move(page));
  });
}

}  // namespace

unionhall::Problem problem_for(Refusal refusal, const Hall& hall) {
  const auto days = std::to_string(hall.settings.undo_days), rows = std::to_string(hall.settings.confirm_imports_above);
  switch (refusal) {
    case Refusal::not_found:
      return {404, "imports.not_found"};
    case Refusal::unknown_kind:
      return {422, "imports.unknown_kind"};
    case Refusal::batch_taken:
      return {409, "imports.batch_taken"};
    case Refusal::wrong_state:
      return {409, "imports.wrong_state"};
    case Refusal::changed_meanwhile:
      return {412, "imports.changed_meanwhile"};
    case Refusal::column_missing:
      return {409, "imports.column_missing"};
    case Refusal::nothing_to_write:
      return {409, "imports.nothing_to_write"};
    case Refusal::own_import:
      return {403, "imports.own_import"};
    case Refusal::confirmer_needed:
      return {422, "imports.confirmer_needed", {{"rows", rows}}};
    case Refusal::not_a_confirmer:
      return {422, "imports.not_a_confirmer"};
    case Refusal::too_late:
      return {409, "imports.too_late", {{"days", days}}};
    case Refusal::file_changed:
      return {409, "imports.file_changed"};
    case Refusal::file_gone:
      return {409, "imports.file_gone"};
    case Refusal::at_work:
      return {409, "imports.at_work"};
    case Refusal::decided_already:
      return {409, "imports.decided_already"};
    case Refusal::no_such_double:
      return {404, "imports.no_such_double"};
    case Refusal::nothing_came_back:
      return {409, "imports.nothing_came_back"};
    case Refusal::union_dissolved:
      return {409, "imports.union_dissolved"};
  }
  std::unreachable();
}

unionhall::Problem problem_for(const sheets::Fault& fault) {
  using sheets::Wrong;
  const bool another_kind = fault.wrong == Wrong::not_a_table || fault.wrong == Wrong::old_excel || fault.wrong == Wrong::binary_workbook ||
                            fault.wrong == Wrong::open_document || fault.wrong == Wrong::encrypted_workbook;
  return {another_kind ? 415 : 422, "imports.file." + std::string(sheets::word(fault.wrong)), fault.params};
}

Import reached(db::Session& db, const http::Request& request) {
  const auto import = find(db, request.path_id<ImportId>("id"));
  if (!import || !find_kind(import->kind)->at_desks) throw Refused({404, "http.not_found"});
  access::require_reach(db, access::actor(request), import->org);
  return *import;
}

http::Response now(const http::Request& request, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto import = reached(db, request);
    auto response = http::ok(as_json(db, hall, import, access::actor(request), request.language));
    // Without 304: progress changes without the version.
    response.headers["etag"] = fmt::format("\"{}\"", import.version);
    return response;
  });
}

void record(db::Session& db, Hall& hall, const http::Request& request, const Import& import, std::string_view what,
            std::string_view detail) {
  audit::record(
      db, hall,
      audit::by(request, {.what = what, .subject_kind = "import", .subject = import.id.value, .org = import.org, .detail = detail}));
}

void mount(http::Router& route, Hall& hall) {
  add_words();
  files::owned_by("imports", store::brought_files);
  using access::clerk, access::officer;
  route.get("/api/v1/imports", officer, hall, get_imports);
  route.post("/api/v1/imports", clerk, hall, post_import,
             {.body = http::Body::file, .body_bytes_max = static_cast<std::size_t>(hall.settings.import_bytes), .makes_something = true});
  route.get("/api/v1/imports/{id}", officer, hall, get_import);
  route.get("/api/v1/imports/{id}/problems", officer, hall, get_problems);
  route.get("/api/v1/imports/{id}/report", clerk, hall, get_report);
  route.get("/api/v1/imports/{id}/doubles", officer, hall, get_doubles);
  route.get("/api/v1/imports/{id}/kept", officer, hall, get_kept);
  mount_steps(route, hall);
}

}  // namespace unionhall::imports
