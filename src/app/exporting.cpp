#include <fmt/format.h>

#include <set>

#include "app/commands.h"
#include "app/front.h"
#include "app/progress.h"
#include "app/unions.h"
#include "base/codes.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/members/members.h"
#include "sheets/sheets.h"

namespace unionhall::app {
namespace {

constexpr int unions_at_once = 500;

sheets::Format format_of(const std::filesystem::path& file) {
  if (file.extension() == ".csv") return sheets::Format::csv;
  if (file.extension() == ".xlsx") return sheets::Format::xlsx;
  throw BadSetting("FILE: its name must end in .csv or .xlsx");
}

std::string_view chinese(orgs::Level level) {
  using enum orgs::Level;
  switch (level) {
    case city:
      return "市级";
    case county:
      return "县（区）级";
    case industry:
      return "产业";
    case park:
      return "园区";
    case township:
      return "乡镇（街道）";
    case village:
      return "村（社区）";
    case regional_federation:
      return "区域性工会联合会";
    case trade_federation:
      return "行业性工会联合会";
    case base:
      return "基层工会";
    case branch:
      return "分会";
    case group:
      return "工会小组";
  }
  std::unreachable();
}

/// Every union from `top` down, in tree order.
template <class F>
void each_union(db::Database& db, const orgs::Org& top, F f) {
  std::string after;
  for (;;) {
    const auto page = db.read([&](db::Session& s) { return orgs::within(s, top.path, after, unions_at_once); });
    for (const auto& brief : page) f(brief);
    if (page.size() < unions_at_once) return;
    after = page.back().path;
  }
}

std::int64_t write_unions(Hall& hall, const orgs::Org& top, const std::filesystem::path& file, Progress& progress) {
  const auto writer = sheets::create(file, format_of(file),
                                     {.sheet = "工会组织",
                                      .columns = {{.name = "工会名称", .width = 36},
                                                  {.name = "上级工会", .width = 36},
                                                  {.name = "层级"},
                                                  {.name = "基层工会类型"},
                                                  {.name = "工会统一社会信用代码", .width = 22},
                                                  {.name = "编码", .width = 20},
                                                  {.name = "工会主席"},
                                                  {.name = "单位名称", .width = 36}}});
  std::int64_t rows = 0;
  std::map<std::string, std::string> names;  // of the unions above the one that is written, by path
  each_union(hall.db, top, [&](const orgs::Brief& brief) {
    const auto org = hall.db.read([&](db::Session& s) { return orgs::find(s, brief.id); });
    if (!org) return;
    names[org->path] = org->facts.name;
    const auto above = names.find(org->path.substr(0, org->path.size() - orgs::path_width));
    const std::string_view cells[] = {org->facts.name,
                                      above == names.end() ? std::string_view{} : std::string_view(above->second),
                                      chinese(org->facts.level),
                                      codes::chinese(codes::union_kind, org->facts.kind),
                                      org->facts.credit_code ? std::string_view(*org->facts.credit_code) : std::string_view{},
                                      org->code,
                                      org->facts.chair,
                                      org->facts.employer};
    writer->add_row(cells);
    progress.show("Unions", ++rows, 0);
  });
  writer->finish();
  return rows;
}

std::int64_t write_figures(Hall& hall, const orgs::Org& top, const std::filesystem::path& file, Progress& progress) {
  const std::vector<std::string> wanted{"members", "verified", "unions", "officers"};
  const auto writer = sheets::create(file, format_of(file),
                                     {.sheet = "数字",
                                      .columns = {{.name = "工会名称", .width = 36},
                                                  {.name = "编号", .width = 22},
                                                  {.name = "会员"},
                                                  {.name = "已核验"},
                                                  {.name = "工会"},
                                                  {.name = "工会干部"}}});
  std::int64_t rows = 0;
  each_union(hall.db, top, [&](const orgs::Brief& brief) {
    const auto values = hall.db.read([&](db::Session& s) { return figures::of(s, {brief.id}, wanted); });
    std::vector<std::string> cells{brief.name, brief.id.text()};
    for (const auto& figure : wanted) {
      const auto of_union = values.find(brief.id);
      const auto value = of_union == values.end() ? 0 : of_union->second.contains(figure) ? of_union->second.at(figure) : 0;
      cells.push_back(std::to_string(value));
    }
    writer->add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
    progress.show("Unions", ++rows, 0);
  });
  writer->finish();
  return rows;
}

std::int64_t write_members(Hall& hall, const orgs::Org& top, const std::filesystem::path& file, Progress& progress) {
  const auto total = hall.db.read([&](db::Session& s) { return figures::of(s, {top.id}, {"members"}); });
  const auto expected = total.contains(top.id) && total.at(top.id).contains("members") ? total.at(top.id).at("members") : 0;
  return members::write_table(hall, {.region = hall.ids.region(), .scope_path = top.path}, format_of(file), file,
                              [&](std::int64_t written) { progress.show("Members", written, expected); });
}

}  // namespace

void export_table(const Settings& settings, const ExportWanted& wanted) {
  format_of(wanted.file);
  Site site(settings);
  auto& hall = site.hall();
  const auto top = union_or_root(hall.db, wanted.org);
  if (std::filesystem::exists(wanted.file)) throw NotDone(fmt::format("{} is there already.", wanted.file.string()));

  // Recorded before anything leaves: what was begun and stopped has been seen too.
  hall.db.write([&](db::Session& s) {
    audit::record(s, hall,
                  {.actor = {}, .what = "export", .subject_kind = "list", .subject = top.id.value, .org = top.id, .detail = wanted.what});
  });
  Progress progress;
  const auto write = wanted.what == "members" ? write_members : wanted.what == "orgs" ? write_unions : write_figures;
  const auto rows = write(hall, top, wanted.file, progress);
  progress.end();
  fmt::print("{} has {} rows of {}.\n", wanted.file.string(), grouped(rows), top.facts.name);
}

}  // namespace unionhall::app
