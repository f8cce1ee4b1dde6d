#pragma once
// Lists with whole numbers (全号导出). A case lets one out (services/exports); then it is written like every list that was asked for
// as a file, with a mark on each page, fetched once by whoever asked, with her second factor, within a day. Who stood in it is
// remembered, and each of them reads so among those who looked at her.
#include "hall/members/members.h"

namespace unionhall::members::full {

/// What is asked for.
struct List {
  OrgId org;
  std::string format;                       // xlsx, csv
  bool id_numbers = false, phones = false;  // whole
  http::json::object filters;               // of a list of members, as they came; no whole number among them
};
/// Reads it; mistakes are the form's faults.
List read(http::Form& form, const Hall& hall);
std::string to_text(const List& list);
List list_of(std::string_view text);

struct Size {
  std::string org_name;
  std::int64_t members = 0;  // as many as can be told quickly
  bool all = true;
};
/// On record as every search: how many fit tells something, too. Refused 404 outside the caller's reach. Not inside a write.
Size measure(Hall& hall, const http::Request& request, const List& list);

/// On whose behalf, and what for.
struct Order {
  std::int64_t id = 0;  // the case's
  std::string number;
  AccountId account;
  access::RoleId role;
  List list;
  std::string purpose;
  Date use_by;
};
/// Has it written, in the caller's transaction. False where the role in which she asked has ended or reaches that union no more.
bool order(db::Session& db, Hall& hall, const Order& order, Instant now);

/// What became of the case's order.
struct Made {
  std::int64_t export_id = 0;
  std::optional<Instant> fetched_at;
};
BOOST_DESCRIBE_STRUCT(Made, (), (export_id, fetched_at))
std::optional<Made> made(db::Session& db, std::int64_t id);

}  // namespace unionhall::members::full
