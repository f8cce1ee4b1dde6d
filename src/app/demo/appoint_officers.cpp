#include <algorithm>
#include <stdexcept>

#include "building.h"
#include "hall/accounts/accounts.h"
#include "people_names.h"

namespace unionhall::demo {
namespace {

using access::RoleWord;

/// Those who are shown on the sign-in page. Their phones are 12000000001 and on, in this order.
struct Shown {
  std::string_view name;
  RoleWord word;
  std::string_view code;  // of the union
  std::string_view desk;
};
constexpr Shown shown[] = {{"王雅霞", RoleWord::registrar, "610400", "organisation"},
                           {"张志远", RoleWord::chair, "610400", ""},
                           {"何文静", RoleWord::supervisor, "610400", ""},
                           {"李强", RoleWord::registrar, "610422", "organisation"},
                           {"陈宏伟", RoleWord::registrar, "610402", "organisation"},
                           {"赵美兰", RoleWord::officer, "610402", ""},
                           {"马建国", RoleWord::registrar, "610404", "organisation"},
                           {"孙丽华", RoleWord::officer, "610402001", ""},
                           {"吴亚军", RoleWord::chair, "", ""},  // of a couriers' union
                           {"冯立新", RoleWord::system_administrator, "610400", ""},
                           {"邓洁", RoleWord::security_administrator, "610400", ""},
                           {"康敏", RoleWord::audit_administrator, "610400", ""}};
constexpr int first_other_phone = 101, officers_of_townships = 80;

class Appointing {
 public:
  explicit Appointing(Building& building) : building_(building) {}

  bool run() {
    int phone = 0;
    for (const auto& officer : shown) {
      const int place = place_of(officer);
      appoint(officer.name, officer_phone(++phone), officer.word, place, officer.desk);
      building_.shown.push_back({std::string(officer.name), officer_phone(phone), officer.word, building_.planned(place).facts.name});
    }
    appoint_others();
    return building_.watch("officers", done_, done_);
  }

 private:
  /// The registrar of each other county, an officer of each county and of many townships.
  void appoint_others() {
    Dice dice(building_.options.seed, "officers");
    int phone = first_other_phone, townships = 0;
    for (std::size_t i = 0; i < building_.city.unions.size(); ++i) {
      const int place = static_cast<int>(i);
      const auto level = building_.planned(place).facts.level;
      const auto someone = [&] { return person_name(dice, dice.chance(450), dice.between(1972, 1996)).name; };
      if (level == orgs::Level::county) {
        if (!building_.registrars.contains(place)) appoint(someone(), officer_phone(phone++), RoleWord::registrar, place, "organisation");
        appoint(someone(), officer_phone(phone++), RoleWord::officer, place, "organisation");
      } else if (level == orgs::Level::township && townships < officers_of_townships) {
        ++townships;
        appoint(someone(), officer_phone(phone++), RoleWord::officer, place, "");
      }
    }
  }

  int place_of(const Shown& officer) const {
    const auto& unions = building_.city.unions;
    const auto found = std::ranges::find_if(unions, [&](const PlannedUnion& planned) {
      return officer.code.empty() ? planned.trade == Trade::courier : planned.code == officer.code;
    });
    return static_cast<int>(found - unions.begin());
  }

  void appoint(std::string_view name, std::string_view phone, RoleWord word, int place, std::string_view desk) {
    const auto appointed = accounts::appoint(building_.hall, {.name = std::string(name),
                                                              .phone = *Phone::parse(phone, Numbering::demo),
                                                              .word = word,
                                                              .org = building_.org(place),
                                                              .desk = std::string(desk)});
    if (!appointed && appointed.error() != accounts::Refusal::already_holds) throw std::logic_error("an officer of the plan was refused");
    ++done_;
    if (word == RoleWord::registrar) building_.registrars.emplace(place, appointed ? appointed->account : known(name, place));
  }

  /// Somebody whom a build before this one appointed.
  AccountId known(std::string_view name, int place) const {
    const auto officers = building_.hall.db.read([&](db::Session& db) {
      return accounts::officers_at_or_above(db, orgs::path_of(db, building_.org(place)), {}, 100, building_.hall.clock.now());
    });
    const auto found = std::ranges::find(officers, name, &accounts::Officer::name);
    if (found == officers.end()) throw std::logic_error("an officer of the plan is gone");
    return found->account;
  }

  Building& building_;
  std::int64_t done_ = 0;
};

}  // namespace

bool appoint_officers(Building& building) { return Appointing(building).run(); }

}  // namespace unionhall::demo
