#pragma once
// Rosters as people bring them, and the way of one through the hall.
//
//   const auto file = rosters.members({{.name = "王小河", .id = id_of(1)}, …});
//   const auto import = brought(hall, "members", hall.city, file);   // checked
//   commit(hall, import.id);
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/id_document.h"
#include "hall/imports/imports.h"
#include "services/roster/roster.h"
#include "support/hall.h"

namespace unionhall::test {

/// A demo ID number: the `n`th of somebody born on 1990-03-07; odd numbers are men's.
inline std::string id_of(int n, std::string_view birth = "19900307") {
  auto number = "619999" + std::string(birth) + fmt::format("{:03}", n);
  return number + IdDocument::check_character(number);
}
inline std::string phone_of(int n) { return fmt::format("12{:09}", n); }

/// A row of the member form; the other columns by their titles.
using Cells = std::map<std::string, std::string>;

inline Cells member(const std::string& name, const std::string& id, Cells more = {}) {
  more.emplace("姓名", name);
  more.emplace("证件号码", id);
  more.emplace("工会名称", "河畔快递工会");
  return more;
}

class Files {
 public:
  Files() {
    auto path = (std::filesystem::temp_directory_path() / "unionhall-rosters-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
    folder_ = path;
  }
  ~Files() { std::filesystem::remove_all(folder_); }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  /// A csv with these titles; each row by title.
  std::filesystem::path csv(const std::vector<std::string>& titles, const std::vector<Cells>& rows) {
    return write(fmt::format("{}.csv", ++made_), csv_text(titles, rows));
  }
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  static std::string csv_text(const std::vector<std::string>& titles, const std::vector<Cells>& rows) {
    std::string text;
    const auto line = [&](auto cell) {
      for (std::size_t i = 0; i < titles.size(); ++i) text += (i == 0 ? "" : ",") + cell(titles[i]);
      text += "\n";
    };
    line([](const std::string& title) { return title; });
    for (const auto& row : rows) {
      for (const auto& [title, value] : row) {
        if (std::ranges::find(titles, title) == titles.end()) throw std::logic_error("no column " + title);
      }
      line([&](const std::string& title) {
        const auto found = row.find(title);
        return found == row.end() ? std::string() : found->second;
      });
    }
    return text;
  }

 private:
  std::filesystem::path folder_;
  int made_ = 0;
};

inline const std::vector<std::string> member_titles{"序号",         "姓名",
                                                    "性别",         "出生日期",
                                                    "民族",         "就业状况",
                                                    "有效证件类别", "证件号码",
                                                    "学历",         "技术等级",
                                                    "移动电话",     "户籍类型",
                                                    "户籍所在地",   "会籍变化类型",
                                                    "会籍变化日期", "会籍变化原因",
                                                    "政治面貌",     "工作单位",
                                                    "籍贯",         "是否农民工会员",
                                                    "工会名称",     "工会统一社会信用代码",
                                                    "职业群体"};
inline const std::vector<std::string> org_titles{
    "序号",     "单位名称", "单位统一社会信用代码", "单位地址",     "单位所在政区", "单位性质类别", "经济类型", "单位所属行业",
    "职工人数", "工会名称", "工会统一社会信用代码", "上级工会名称", "建会日期",     "基层工会类型", "会员人数", "工会负责人",
    "联系电话"};

inline bool go_on(const imports::Progress&) { return true; }

/// Begins and checks an import of the command line.
inline imports::Import checked(Hall& hall, const std::string& kind, const Union& org, const std::filesystem::path& file) {
  roster::offer();
  const auto id = imports::begin(hall.hall(), {.kind = kind, .name = "名册.csv", .batch = {}, .org = org.id, .by = {}, .file = file});
  if (!id) throw std::runtime_error("not begun");
  if (!imports::check(hall.hall(), *id, go_on).value_or(false)) throw std::runtime_error("not checked");
  return *hall.db().read([&](db::Session& db) { return imports::find(db, *id); });
}

inline imports::Import now(Hall& hall, imports::ImportId id) {
  return *hall.db().read([&](db::Session& db) { return imports::find(db, id); });
}

inline imports::Import committed(Hall& hall, imports::ImportId id) {
  if (!imports::commit(hall.hall(), id, go_on).value_or(false)) throw std::runtime_error("not committed");
  return now(hall, id);
}

inline imports::Import brought(Hall& hall, const std::string& kind, const Union& org, const std::filesystem::path& file) {
  return committed(hall, checked(hall, kind, org, file).id);
}

/// Row and code of each problem: "3 id_bad_check_digit".
inline std::vector<std::string> problems_of(Hall& hall, imports::ImportId id) {
  std::vector<std::string> found;
  for (const auto& problem : hall.db().read([&](db::Session& db) { return imports::problems(db, id, std::nullopt, {}, 10'000); })) {
    found.push_back(fmt::format("{} {}", problem.row, problem.code));
  }
  return found;
}

/// All that an import of people or unions may change, row by row, with sealed values opened: what an undo must restore.
std::vector<std::string> business_rows(Hall& hall);

}  // namespace unionhall::test
