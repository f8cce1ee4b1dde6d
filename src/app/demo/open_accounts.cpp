#include <boost/json.hpp>

#include "base/id_document.h"
#include "building.h"
#include "hall/accounts/accounts.h"
#include "hall/people/people.h"

namespace unionhall::demo {
namespace {

namespace json = boost::json;

constexpr int first_phone = 51;
constexpr std::size_t accounts_of_members = 3;
constexpr std::string_view setting = "demo_accounts";

std::optional<std::string> known_accounts(db::Session& db) {
  return db.first<std::string>("SELECT value FROM settings WHERE name = :name", setting);
}

json::array written(const std::vector<ShownAccount>& accounts) {
  json::array all;
  for (const auto& account : accounts) {
    all.push_back({{"name", account.name}, {"phone", account.phone}, {"role", db::word(account.word)}, {"org", account.org}});
  }
  return all;
}

}  // namespace

bool open_accounts(Building& building) {
  auto& hall = building.hall;
  if (hall.db.read(known_accounts)) return true;
  auto shown = building.shown;
  std::vector<accounts::NewAccount> news;
  for (const auto& [county, rows] : building.known) {
    for (const auto& row : rows) {
      if (news.size() == accounts_of_members || row[group].empty()) continue;
      const auto person = hall.db.read(
          [&](db::Session& db) { return people::find(db, people::all_keys_of(hall.keys, IdType::resident_id, row[id_number])); });
      if (!person) continue;
      const auto phone = officer_phone(first_phone + static_cast<int>(news.size()));
      news.push_back({.name = row[name], .phone = *Phone::parse(phone, Numbering::demo), .person = *person});
      shown.push_back({row[name], phone, access::RoleWord::member, row[union_name]});
    }
  }
  hall.db.write([&](db::Session& db) {
    for (const auto& account : news) accounts::open_account(db, hall, account, hall.clock.now());
    db.exec("INSERT INTO settings (name, value) VALUES (:name, :value)", setting, json::serialize(written(shown)));
  });
  return building.watch("accounts", static_cast<std::int64_t>(shown.size()), static_cast<std::int64_t>(shown.size()));
}

}  // namespace unionhall::demo
