#pragma once
// Tickets (工单): what the hotline's own system exports becomes appeals, by the hall's imports (hall/imports).
//
//   工单编号 诉求内容 …  ──►  an appeal each, filed as if a seat had written it down
//
// Columns are found by their names. A ticket is known by its number: the same file again changes nothing, and a file with new ones
// brings those alone. Its days begin when it comes into the hall; when she called stands beside it. The category is the file's where
// the hall knows it, else the words suggest one (categories.h). An undo withdraws what nobody has touched, and its number may come
// again.
#include "base/phone.h"
#include "hall/imports/imports.h"
#include "services/appeals/appeals.h"

namespace unionhall::appeals::tickets {

enum class Column : int { number, words, caller, phone, called, category, kind, urgency, union_, channel, place, nameless, count };

const std::vector<sheets::Column>& columns();

/// One row, read and checked by itself: no database.
struct Ticket {
  std::string number, words, caller, called, category, union_, place;
  std::optional<Phone> phone;
  Kind kind = Kind::demand;
  Channel channel = Channel::hotline;
  bool urgent = false, nameless = false;
};
struct Read {
  Ticket ticket;
  std::vector<imports::Remark> remarks;  // warnings, and what refuses the row
};
Read read(const imports::Row& row, Numbering numbering);

/// The category that the file's words name: "欠薪", "劳动报酬 · 欠薪"; nothing for others.
const Category* named_category(std::string_view written);

imports::Kind kind();

/// Makes it known to hall/imports, with the words for what can be wrong with a row.
void offer();

}  // namespace unionhall::appeals::tickets
