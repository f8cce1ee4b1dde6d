#include "services/appeals/results/store.h"

namespace unionhall::appeals::results::store {

std::optional<std::string> first_month(db::Session& db) {
  const auto month = db.first<std::string>("SELECT coalesce(min(filed_month), '') FROM appeal_forms");
  return month && !month->empty() ? month : std::nullopt;
}

void each_of(db::Session& db, std::string_view month, const std::function<void(Counted&&)>& on_one) {
  db.each<Counted>(R"sql(
      SELECT f.asked_org, f.category, c.filed_at_ms, f.contacted_at_ms, f.replied_at_ms, f.replied_late, f.solved_at_ms, f.verdict,
             f.satisfaction
        FROM appeal_forms f JOIN cases c ON c.id = f.id
       WHERE f.filed_month = :month
       ORDER BY f.id)sql",
                   on_one, month);
}

std::vector<Month> published(db::Session& db) {
  return db.all<Month>("SELECT month, sha256, frozen_at_ms, checked_on FROM appeal_results ORDER BY month DESC LIMIT 1200");
}

bool publish(db::Session& db, const Month& month, std::string_view csv) {
  return db.exec(R"sql(
      INSERT INTO appeal_results (month, csv, sha256, frozen_at_ms, checked_on) VALUES (:month, :csv, :sha256, :at, :on)
          ON CONFLICT DO NOTHING)sql",
                 month.month, csv, month.sha256, month.frozen_at, month.checked_on) == 1;
}

std::optional<std::string> csv_of(db::Session& db, std::string_view month) {
  return db.first<std::string>("SELECT csv FROM appeal_results WHERE month = :month", month);
}

bool check_on(db::Session& db, std::string_view month, Date day) {
  return db.exec("UPDATE appeal_results SET checked_on = :day WHERE month = :month AND checked_on < :day", day, month) == 1;
}

std::vector<Correction> corrections(db::Session& db, std::string_view month) {
  return db.all<Correction>(R"sql(
      SELECT month, county, category, figure, number, printed, now_is, since
        FROM appeal_result_corrections
       WHERE :month = '' OR month = :month
       ORDER BY month DESC, county, category, figure, number LIMIT 5000)sql",
                            month);
}

void correct(db::Session& db, const Correction& correction) {
  db.exec(R"sql(
      INSERT INTO appeal_result_corrections (month, county, category, figure, number, printed, now_is, since)
      VALUES (:month, :county, :category, :figure, :number, :printed, :now, :since))sql",
          correction.month, correction.county, correction.category, correction.figure, correction.number, correction.printed,
          correction.now_is, correction.since);
}

}  // namespace unionhall::appeals::results::store
