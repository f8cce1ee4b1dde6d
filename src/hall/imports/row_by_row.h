#pragma once
// A slice whose rows need little of one another: none is a double that somebody has to decide about, and the union of a row stands
// in one of its cells by name.
#include "hall/imports/imports.h"

namespace unionhall::imports {

class RowByRow : public Slice {
 public:
  const std::vector<Verdict>& verdicts() const final { return verdicts_; }
  void hold(std::size_t i) final;
  void decide(std::size_t, Decision, std::int64_t) final {}
  void look_again(std::size_t from, std::size_t to) final { decide_rows(from, to); }

 protected:
  RowByRow(Hall& hall, const Task& task) : hall_(hall), task_(task) {}

  /// Gives each good row of [from, to) its fate.
  virtual void decide_rows(std::size_t from, std::size_t to) = 0;

  /// The next row, with what reading it had to say. Whether nothing of that refuses it.
  bool add_row(std::uint64_t row, std::vector<Remark> remarks);
  bool good(std::size_t i) const { return good_[i]; }
  void refuse(std::size_t i, Remark why);
  /// The one union of this name at the import's union or below; that union itself where the cell is empty. The row is refused where
  /// there is none, or more than one.
  OrgId union_named(std::size_t i, int column, const std::string& name);

  Hall& hall_;
  const Task& task_;
  std::vector<Verdict> verdicts_;

 private:
  std::vector<bool> good_;
};

}  // namespace unionhall::imports
