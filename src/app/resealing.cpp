#include "app/resealing.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/sealed_columns.h"
#include "crypto/rotation.h"
#include "hall/accounts/rekeying.h"
#include "hall/cases/rekeying.h"
#include "services/joining/rekeying.h"
#include "services/roster/roster.h"

namespace unionhall::app {
namespace {

constexpr std::size_t rows_at_once = 500;

struct SealedRow {
  std::int64_t id = 0;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (id, value))

struct Anew {
  std::int64_t id = 0;
  std::string before, after;
};

/// Some hold more than one sealed value, or something sealed inside. Nothing where it does not open: `unionhall check` tells of it.
std::optional<std::string> sealed_anew(const crypto::Keyring& keys, const SealedColumn& column, const SealedRow& row) {
  const auto plain = keys.open(row.value, place_of(column, row.id));
  if (!plain) return std::nullopt;
  try {
    if (column.table == "import_changes") return roster::resealed_image(keys, PersonId{row.id}, row.value);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  return keys.seal(*plain, place_of(column, row.id));
}

/// A column that nothing else depends on. How many values opened.
int reseal(Hall& hall, const SealedColumn& column, const std::vector<int>& old, const std::vector<std::int64_t>& rows) {
  const auto found = hall.db.read([&](db::Session& db) {
    return db.all<SealedRow>(fmt::format("SELECT {0}, {1} FROM {2} WHERE {0} = ANY_OF(:rows) AND {1} IS NOT NULL AND {3}", column.id,
                                         column.column, column.table, column.only),
                             db::Numbers{rows});
  });
  std::vector<Anew> all;
  for (const auto& row : found) {
    const auto number = crypto::key_number_of(row.value);
    if (!number || std::ranges::find(old, *number) == old.end()) continue;
    if (auto sealed = sealed_anew(hall.keys, column, row)) all.push_back({row.id, row.value, *std::move(sealed)});
  }
  hall.db.write_in_background([&](db::Session& db) {
    const auto update =
        fmt::format("UPDATE {0} SET {1} = :after WHERE {2} = :id AND {1} = :before", column.table, column.column, column.id);
    for (const auto& one : all) db.exec(update, one.after, one.id, one.before);
  });
  return static_cast<int>(all.size());
}

int reseal_rows(Hall& hall, const SealedColumn& column, const std::vector<int>& old, const std::vector<std::int64_t>& rows) {
  if (column.table == "people") return people::reseal(hall, rows);
  if (column.table == "account_phones") return accounts::reseal_phones(hall, rows);
  if (column.table == "joining_forms") return joining::reseal(hall, rows);
  return reseal(hall, column, old, rows);
}

}  // namespace

bool Resealing::step() {
  if (seal_clear_notes()) return true;
  const auto [keys, ready] = hall_.db.read([&](db::Session& db) {
    auto all = keys::all(db);
    const bool settled = keys::settled(db, all, hall_.clock.now());
    return std::pair(std::move(all), settled);
  });
  const auto leaving = keys::numbers_in(keys, keys::State::leaving), left = keys::numbers_in(keys, keys::State::left);
  keys_that_go_ = static_cast<int>(leaving.size());
  if (!ready || keys.empty()) return false;
  const auto turn = std::ranges::max(keys, {}, &keys::Key::turn).turn;
  if (turn != turn_) {
    turn_ = turn;
    swept_at_.reset();
    begin();
  }
  if (!keys::numbers_in(keys, keys::State::known).empty()) return keys::let_newest_seal(hall_);

  auto old = leaving;
  std::ranges::copy(left, std::back_inserter(old));
  if (old.empty() || (swept_at_ && hall_.clock.now() - *swept_at_ < keys::left_lasts)) return false;
  if (!all_sealed_) return seal_anew(old);
  if (!leaving.empty()) return keys::let_leave(hall_, keys);
  return sweep(left);
}

/// They are looked for once: nobody writes any more of them.
bool Resealing::seal_clear_notes() {
  if (!clear_notes_) clear_notes_ = hall_.db.read(cases::notes_in_clear);
  if (clear_notes_->empty()) return false;
  const auto first = clear_notes_->end() - static_cast<std::ptrdiff_t>(std::min(rows_at_once, clear_notes_->size()));
  cases::seal_notes(hall_, {first, clear_notes_->end()});
  clear_notes_->erase(first, clear_notes_->end());
  return true;
}

/// A way through all columns begins, and another one follows it until nothing is met any more.
void Resealing::begin() {
  column_ = 0;
  rows_.clear();
  met_ = 0;
  all_sealed_ = false;
  sweeps_.clear();
}

bool Resealing::seal_anew(const std::vector<int>& old) {
  if (rows_.empty() && !find_rows(old)) return true;
  const auto some = std::min(rows_at_once, rows_.size());
  const std::vector<std::int64_t> rows(rows_.end() - static_cast<std::ptrdiff_t>(some), rows_.end());
  const auto opened = reseal_rows(hall_, sealed_columns()[column_], old, rows);
  rows_.resize(rows_.size() - some);
  met_ += opened;
  sealed_anew_ += opened;
  if (rows_.empty()) ++column_;
  return true;
}

/// The rows of the next column that has any. False at the end of the way.
bool Resealing::find_rows(const std::vector<int>& old) {
  for (; column_ < sealed_columns().size(); ++column_) {
    const auto& column = sealed_columns()[column_];
    hall_.db.read([&](db::Session& db) {
      for (const int number : old) {
        db.each<std::int64_t>(
            fmt::format("SELECT {0} FROM {2} WHERE {1} >= :from AND {1} < :to", column.id, column.column, column.table),
            [this](std::int64_t&& row) { rows_.push_back(row); }, fmt::format("{}.", number), fmt::format("{}/", number));
      }
    });
    if (!rows_.empty()) return true;
  }
  const bool found_none = met_ == 0;
  begin();
  all_sealed_ = found_none;
  return false;
}

bool Resealing::sweep(const std::vector<int>& left) {
  if (sweeps_.empty()) {
    for (const int number : left) sweeps_.emplace_back(number);
  }
  while (!sweeps_.empty()) {
    if (sweeps_.front().step(hall_)) return true;
    sweeps_.pop_front();
  }
  for (const int number : left) {
    while (hall_.db.write_in_background(
               [&](db::Session& db) { return joining::forget_claims_under(db, number, crypto::sealing(hall_.keys)); }) > 0) {
    }
  }
  swept_at_ = hall_.clock.now();
  begin();
  return false;
}

}  // namespace unionhall::app
