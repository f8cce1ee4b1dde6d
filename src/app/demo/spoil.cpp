#include "spoil.h"

namespace unionhall::demo {

const Row& Spoiler::maybe(const Row& row) {
  ++seen_;
  // The n-th of them stands where n/spoiled of the file has gone by.
  const bool turn = done_ < spoiled_ && seen_ * spoiled_ >= (done_ + 1) * rows_;
  if (!turn) {
    if (spoiled_ > 0) before_ = row;
    return row;
  }
  changed_ = row;
  spoil(changed_);
  ++done_;
  before_ = row;
  return changed_;
}

void Spoiler::spoil(Row& row) {
  switch (done_ % 9) {
    case 0:
      row[id_number] = "6.19999E+17";
      break;
    case 1:
      row[id_number].erase(9, 1);
      break;
    case 2:
      row[born] = row[born].substr(0, 5) + "13/02";
      break;
    case 3:
      row[ethnicity] = "汉人";
      break;
    case 4:
      row[employment] = "临时工";  // no state of employment
      break;
    case 5:
      row[sex] = row[sex] == "男" ? "女" : "男";
      break;
    case 6:
      row[id_number].back() = row[id_number].back() == '0' ? '1' : '0';
      break;
    case 7:  // a union that cannot be found
      row[union_code].clear();
      row[union_name] += "（分会）";
      break;
    default:  // somebody was copied
      if (!before_[id_number].empty()) row = before_;
      break;
  }
}

}  // namespace unionhall::demo
