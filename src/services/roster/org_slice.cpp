// The rows of a register of unions on their way into the tree. Parents come before their children, whatever the order of
// the rows: a parent is a union on record, or another row of the file.
#include <algorithm>
#include <map>
#include <set>

#include "services/roster/org_row.h"
#include "services/roster/org_work.h"
#include "services/roster/row_image.h"

namespace unionhall::roster {
namespace {

using imports::Fate;
using imports::Outcome;
using imports::Topic;
using orgs::Org;

struct Line {
  OrgRow row;
  std::uint64_t number = 0;
  bool good = false, left_alone = false;
  std::optional<std::size_t> parent_line;  // another row of the file
  OrgId parent;                            // on record
  orgs::Level parent_level = orgs::Level::city;
  int depth = 0;  // rows above it
  std::optional<Org> on_record;
  std::optional<orgs::Facts> facts;  // after the change
  OrgId made;                        // the id of a new one
};

class OrgSlice final : public imports::Slice {
 public:
  OrgSlice(Hall& hall, const imports::Task& task, const std::vector<imports::Row>& rows) : hall_(hall), task_(task) {
    std::vector<std::vector<imports::Remark>> remarks;
    const auto into = hall.db.read([&](db::Session& db) { return orgs::find(db, task.org); });
    const auto nearby = into ? into->facts.division : std::string();
    for (const auto& row : rows) {
      auto [read, said] = read_org_row(row, task.today, nearby);
      Line line{.row = std::move(read), .number = row.number};
      line.good = std::ranges::none_of(said, [](const auto& remark) { return remark.outcome != Outcome::warning; });
      lines_.push_back(std::move(line));
      remarks.push_back(std::move(said));
    }
    put_parents_first(remarks);
    for (std::size_t i = 0; i < lines_.size(); ++i) verdicts_.push_back({.row = lines_[i].number, .remarks = std::move(remarks[i])});
    decide_all(0, lines_.size());
  }

  const std::vector<imports::Verdict>& verdicts() const override { return verdicts_; }
  void hold(std::size_t i) override {
    lines_[i].left_alone = true;
    verdicts_[i].fate = Fate::held;
    verdicts_[i].remarks.clear();
  }
  void decide(std::size_t, imports::Decision, std::int64_t) override {}

  void prepare(std::span<const std::int64_t> ids) override {
    for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].made = OrgId{ids[2 * i]};
  }

  bool write(db::Session& db, std::size_t from, std::size_t to) override {
    std::vector<orgs::NewOrg> made;
    for (auto i = from; i < to; ++i) {
      const auto& line = lines_[i];
      if (verdicts_[i].fate == Fate::fresh) made.push_back(new_org(line));
    }
    for (const auto& added : orgs::add_many(db, hall_, made, task_.now)) {
      if (!added) return false;
      remember_org(db, task_.id, *added, 1, nullptr);
    }
    for (auto i = from; i < to; ++i) {
      const auto& line = lines_[i];
      if (verdicts_[i].fate != Fate::changed) continue;
      const auto& before = *line.on_record;
      const auto image = orgs::image_of(db, before);
      if (!orgs::change(db, hall_, before.id, before.version, *line.facts, before.industry_parent, task_.source, task_.now)) return false;
      remember_org(db, task_.id, before.id, before.version + 1, &image);
    }
    return true;
  }

  void look_again(std::size_t from, std::size_t to) override {
    parents_.clear();  // one of them may have been dissolved meanwhile
    decide_all(from, to);
  }

 private:
  orgs::NewOrg new_org(const Line& line) const {
    orgs::NewOrg org{
        .id = line.made, .parent = parent_of(line), .industry_parent = {}, .code = {}, .facts = line.row.facts, .source = task_.source};
    org.facts.level = level_below(parent_level_of(line), org.facts.kind);
    return org;
  }

  OrgId parent_of(const Line& line) const {
    if (!line.parent_line) return line.parent;
    const auto& parent = lines_[*line.parent_line];
    return parent.on_record ? parent.on_record->id : parent.made;
  }

  orgs::Level parent_level_of(const Line& line) const {
    if (!line.parent_line) return line.parent_level;
    const auto& parent = lines_[*line.parent_line];
    return parent.on_record ? parent.on_record->facts.level : level_below(parent_level_of(parent), parent.row.facts.kind);
  }

  /// Orders the rows by how many rows stand above them in the tree; that depends on the file alone.
  void put_parents_first(std::vector<std::vector<imports::Remark>>& remarks) {
    std::map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].good) by_name.emplace(lines_[i].row.facts.name, i);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto parent = by_name.find(lines_[i].row.parent_name);
      if (parent != by_name.end() && parent->second != i) lines_[i].parent_line = parent->second;
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      auto above = lines_[i].parent_line;
      for (; above && lines_[i].depth <= static_cast<int>(orgs::depth_max); above = lines_[*above].parent_line) ++lines_[i].depth;
      if (!above) continue;
      lines_[i].good = false;
      remarks[i].push_back({.column = static_cast<int>(OrgColumn::parent),
                            .code = "parents_in_a_circle",
                            .topic = Topic::union_,
                            .shown = lines_[i].row.parent_name});
    }
    std::vector<std::size_t> order(lines_.size()), place(lines_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return lines_[i].depth; });
    std::vector<Line> lines;
    std::vector<std::vector<imports::Remark>> said;
    for (const auto i : order) {
      place[i] = lines.size();
      lines.push_back(std::move(lines_[i]));
      said.push_back(std::move(remarks[i]));
    }
    for (auto& line : lines) {
      if (line.parent_line) line.parent_line = place[*line.parent_line];
    }
    lines_ = std::move(lines);
    remarks = std::move(said);
  }

  void decide_all(std::size_t from, std::size_t to) {
    hall_.db.read([&](db::Session& db) {
      for (auto i = from; i < to; ++i) {
        auto& line = lines_[i];
        if (line.left_alone || !line.good) continue;
        std::erase_if(verdicts_[i].remarks, [](const auto& remark) { return remark.outcome != Outcome::warning; });
        line.facts.reset();
        line.on_record.reset();
        verdicts_[i].fate = decided(db, i);
      }
    });
  }

  Fate refuse(std::size_t i, OrgColumn column, std::string code, std::string shown, TextParams params = {}) {
    verdicts_[i].remarks.push_back({.column = static_cast<int>(column),
                                    .code = std::move(code),
                                    .topic = Topic::union_,
                                    .shown = std::move(shown),
                                    .params = std::move(params)});
    return Fate::held;
  }

  Fate decided(db::Session& db, std::size_t i) {
    auto& line = lines_[i];
    const auto& facts = line.row.facts;
    if (const auto twin = twin_of(i))
      return refuse(i, OrgColumn::name, "org_twice", facts.name, {{"row", std::to_string(lines_[*twin].number)}});
    if (const auto no = find_parent(db, i)) return *no;
    if (!line.parent_line || lines_[*line.parent_line].on_record) {
      if (const auto no = find_on_record(db, i)) return *no;
    } else if (facts.credit_code && holder_of(db, *facts.credit_code)) {
      return refuse(i, OrgColumn::credit_code, "credit_code_taken", *facts.credit_code);
    }
    if (!line.on_record) return Fate::fresh;
    auto after = merged(line.on_record->facts, line.row);
    if (out(after) == out(line.on_record->facts)) return Fate::same;
    line.facts = std::move(after);
    return Fate::changed;
  }

  /// An earlier row of the same union.
  std::optional<std::size_t> twin_of(std::size_t i) {
    const auto& row = lines_[i].row;
    const auto [by_name, new_name] = first_by_name_.emplace(row.facts.name + "\n" + row.parent_name, i);
    if (by_name->second != i) return by_name->second;
    if (!row.facts.credit_code) return std::nullopt;
    const auto [by_code, new_code] = first_by_code_.emplace(*row.facts.credit_code, i);
    return by_code->second == i ? std::nullopt : std::optional(by_code->second);
  }

  /// Something when the row is refused for its parent.
  std::optional<Fate> find_parent(db::Session& db, std::size_t i) {
    auto& line = lines_[i];
    if (line.parent_line) {
      const bool refused = verdicts_[*line.parent_line].fate == Fate::held;
      return refused ? std::optional(refuse(i, OrgColumn::parent, "parent_refused", line.row.parent_name)) : std::nullopt;
    }
    const auto& name = line.row.parent_name;
    line.parent = task_.org;  // where the form names none
    if (name.empty()) {
      if (!orgs::active(db, {task_.org})) return refuse(i, OrgColumn::parent, "parent_not_found", name, {{"nearest", ""}});
    } else {
      const auto [known, fresh] = parents_.try_emplace(name);
      if (fresh) known->second = orgs::named(db, name, task_.org_path, 2);
      if (known->second.size() > 1) return refuse(i, OrgColumn::parent, "parent_ambiguous", name);
      if (known->second.empty()) {
        const auto near = orgs::search(db, name, task_.org_path, 1);
        return refuse(i, OrgColumn::parent, "parent_not_found", name, {{"nearest", near.empty() ? "" : near.front().name}});
      }
      line.parent = known->second.front();
    }
    const auto [level, fresh] = levels_.try_emplace(line.parent);
    if (fresh) level->second = orgs::find(db, line.parent)->facts.level;
    line.parent_level = level->second;
    return std::nullopt;
  }

  std::optional<OrgId> holder_of(db::Session& db, const std::string& credit_code) { return orgs::find_by_code(db, credit_code); }

  /// Finds the union that the row means, by its credit code, else by its name under its parent. Something when it is
  /// refused.
  std::optional<Fate> find_on_record(db::Session& db, std::size_t i) {
    auto& line = lines_[i];
    const auto& facts = line.row.facts;
    const auto parent = parent_of(line);
    if (facts.credit_code) {
      if (const auto holder = holder_of(db, *facts.credit_code)) {
        auto org = orgs::find(db, *holder);
        if (!org || !org->path.starts_with(task_.org_path))
          return refuse(i, OrgColumn::credit_code, "credit_code_taken", *facts.credit_code);
        const bool is_the_imports_own = org->id == task_.org;
        if (org->parent != parent && !is_the_imports_own) return refuse(i, OrgColumn::parent, "org_elsewhere", line.row.parent_name);
        line.on_record = std::move(org);
        return std::nullopt;
      }
    }
    for (const auto same_name : orgs::named(db, facts.name, task_.org_path, 20)) {
      auto org = orgs::find(db, same_name);
      if (!org || org->parent != parent) continue;
      if (facts.credit_code && org->facts.credit_code) return refuse(i, OrgColumn::name, "org_name_taken", facts.name);
      line.on_record = std::move(org);
      return std::nullopt;
    }
    return std::nullopt;
  }

  Hall& hall_;
  const imports::Task& task_;
  std::vector<Line> lines_;
  std::vector<imports::Verdict> verdicts_;
  std::map<std::string, std::size_t> first_by_name_, first_by_code_;
  std::map<std::string, std::vector<OrgId>> parents_;
  std::map<OrgId, orgs::Level> levels_;
};

class OrgWork final : public imports::Work {
 public:
  OrgWork(Hall& hall, const imports::Task& task) : hall_(hall), task_(task) {}
  std::unique_ptr<imports::Slice> examine(std::vector<imports::Row> rows) override {
    return std::make_unique<OrgSlice>(hall_, task_, rows);
  }
  imports::Known describe(const imports::Row& row) override {
    return {.name_masked = row.values[static_cast<std::size_t>(OrgColumn::name)]};
  }
  std::size_t gather(const imports::Slice&) override { return 0; }  // unions are findable as soon as they are founded
  void index() override {}

 private:
  Hall& hall_;
  const imports::Task task_;
};

std::map<std::int64_t, imports::Known> known(db::Session& db, const std::vector<std::int64_t>& records) {
  std::map<std::int64_t, imports::Known> found;
  for (const auto id : records) {
    if (const auto org = orgs::find(db, OrgId{id})) found[id] = {.id = id, .name_masked = org->facts.name};
  }
  return found;
}

constexpr std::size_t unions_in_one_file_max = 100'000;  // they depend on each other, so they are looked at together

}  // namespace

imports::Kind orgs_kind() {
  return {.word = "orgs",
          .columns = org_columns(),
          .masked = [](int, std::string_view text) { return std::string(text); },
          .slice_rows = unions_in_one_file_max,
          .work = [](Hall& hall, const imports::Task& task) { return std::make_unique<OrgWork>(hall, task); },
          .keep_apart = nullptr,
          .known = known,
          .undo = undo_orgs};
}

}  // namespace unionhall::roster
