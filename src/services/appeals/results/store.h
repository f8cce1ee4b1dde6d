#pragma once
// SQL of results. Private to this folder.
#include <functional>

#include "services/appeals/results/sheet.h"

namespace unionhall::appeals::results::store {

std::optional<std::string> first_month(db::Session& db);
/// Every appeal that was filed in this month.
void each_of(db::Session& db, std::string_view month, const std::function<void(Counted&&)>& on_one);

struct Month {
  std::string month, sha256;
  Instant frozen_at;
  Date checked_on;
};
BOOST_DESCRIBE_STRUCT(Month, (), (month, sha256, frozen_at, checked_on))
/// The newest first.
std::vector<Month> published(db::Session& db);
/// False when another process has published it meanwhile.
bool publish(db::Session& db, const Month& month, std::string_view csv);
std::optional<std::string> csv_of(db::Session& db, std::string_view month);
/// False when it was checked on that day already.
bool check_on(db::Session& db, std::string_view month, Date day);

struct Correction {
  std::string month, county, category, figure;
  std::int64_t number = 1, printed = 0, now_is = 0;
  Date since;
};
BOOST_DESCRIBE_STRUCT(Correction, (), (month, county, category, figure, number, printed, now_is, since))
/// Of one month or, without one, of the newest ones; in the order of the csv, the oldest of a figure first.
std::vector<Correction> corrections(db::Session& db, std::string_view month);
void correct(db::Session& db, const Correction& correction);

}  // namespace unionhall::appeals::results::store
