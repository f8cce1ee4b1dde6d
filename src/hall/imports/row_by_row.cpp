#include "hall/imports/row_by_row.h"

#include <algorithm>

#include "hall/orgs/orgs.h"

namespace unionhall::imports {

void RowByRow::hold(std::size_t i) {
  good_[i] = false;
  verdicts_[i].fate = Fate::held;
  verdicts_[i].remarks.clear();
}

bool RowByRow::add_row(std::uint64_t row, std::vector<Remark> remarks) {
  good_.push_back(std::ranges::all_of(remarks, [](const Remark& one) { return one.outcome == Outcome::warning; }));
  verdicts_.push_back({.row = row, .remarks = std::move(remarks)});
  return good_.back();
}

void RowByRow::refuse(std::size_t i, Remark why) {
  good_[i] = false;
  verdicts_[i].fate = Fate::held;
  verdicts_[i].remarks.push_back(std::move(why));
}

OrgId RowByRow::union_named(std::size_t i, int column, const std::string& name) {
  if (name.empty()) return task_.org;
  const auto named = hall_.db.read([&](db::Session& db) { return orgs::named(db, name, task_.org_path, 2); });
  if (named.size() == 1) return named.front();
  const auto* code = named.empty() ? "union_name_not_found" : "union_name_ambiguous";
  refuse(i, {.column = column, .code = code, .topic = Topic::union_, .shown = name});
  return {};
}

}  // namespace unionhall::imports
