// Half a year of appeals: what people asked of their unions, what they were answered, and what they said of it.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "building.h"
#include "hall/accounts/accounts.h"
#include "moment.h"
#include "numbers.h"
#include "people_names.h"
#include "services/appeals/results/results.h"
#include "services/appeals/results/stories.h"

namespace unionhall::demo {
namespace {

using cases::Party;
using std::chrono::hours;

constexpr std::int64_t appeals_of_the_city = 1'800, appeals_least = 600;
constexpr std::size_t together = 25;
constexpr Date first_day{std::chrono::year{2026}, std::chrono::month{2}, std::chrono::day{1}};
constexpr int days_of_filing = 150;  // to the end of June: each has come to its end by the day of the demo
constexpr hours settled_after{24 * 30};
constexpr int teller_phone = 61;  // of those whose story is told; below are the accounts of members

constexpr Weighted counties[] = {{"610402", 300}, {"610404", 210}, {"610422", 150}, {"610481", 110}, {"610425", 60},
                                 {"610428", 30},  {"610424", 25},  {"610423", 20},  {"610430", 15},  {"", 60}};
constexpr Weighted matters[] = {
    {"living.canteen", 180},   {"wages.arrears", 130},       {"wages.overtime_pay", 60}, {"safety.heat", 90},   {"hours.too_long", 80},
    {"platform.dispatch", 90}, {"platform.fines", 50},       {"insurance.unpaid", 70},   {"union.joining", 80}, {"hardship.relief", 50},
    {"living.childcare", 40},  {"contract.none_signed", 30}, {"legal_aid", 25},          {"union.card", 15},    {"mind", 8},
    {"suggestion", 12}};
constexpr Weighted channels[] = {{"hotline", 620}, {"visit", 180}, {"station", 110}, {"field_worker", 70}, {"letter", 20}};
constexpr Weighted difficulties[] = {{"ordinary", 640}, {"difficult", 200}, {"question", 160}};
constexpr Weighted ends[] = {{"called_solved", 880}, {"give_up", 85}, {"withdraw", 35}};
constexpr Weighted satisfactions[] = {{"5", 480}, {"4", 310}, {"3", 130}, {"2", 55}, {"1", 25}};

struct Said {
  std::string_view category, words, answer;
};
constexpr Said said[] = {
    {"living.canteen", "中午吃饭排队太久，轮到时菜都凉了", "食堂多开了一个窗口，分两批吃饭"},
    {"wages.arrears", "两个月的工资没有发，老板说再等等", "已经和单位谈过，补发的工资本周到账"},
    {"wages.overtime_pay", "周末加班没有加班费，只说调休", "单位按双倍工资补发了周末加班费"},
    {"safety.heat", "车间里太热，风扇坏了一半", "风扇修好了，每天下午送两次绿豆汤"},
    {"hours.too_long", "连着三周没有休息过一天", "排班改了，每周保证休息一天"},
    {"platform.dispatch", "平台派单越来越远，跑不过来", "站点调整了派单范围，雨天减少派单"},
    {"platform.fines", "电梯坏了送晚几分钟，被罚款", "申诉通过，罚款退回"},
    {"insurance.unpaid", "干了一年多，单位没有交社保", "单位已经补缴，凭证可以查到"},
    {"union.joining", "想加入工会，不知道找谁", "已经联系您所在片区的工会，可以扫码入会"},
    {"hardship.relief", "家里失火，一时周转不开", "临时救助已经批下来，三天内到账"},
    {"living.childcare", "暑假孩子没有人带", "工会暑期托管班还有名额，可以来报名"},
    {"contract.none_signed", "来了半年没有签劳动合同", "单位已经补签合同，一式两份"},
    {"legal_aid", "想申请仲裁，不会写材料", "法律援助的律师已经接案，材料由律师来写"},
    {"union.card", "会员卡丢了，想补一张", "电子会员卡在手机上就能用，不用补办"},
    {"mind", "夜班多，睡不着，心里烦", "约好了心理咨询，晚上也可以打电话"},
    {"suggestion", "建议驿站晚上多开两个小时", "驿站从下月起开到晚上十点"},
};

struct Told {
  std::string_view name, county, category, words, answer, story;
};
constexpr Told told[] = {
    {"苏小满", "610402", "living.canteen", "天热，中午能不能有绿豆汤", "下午就煮好端上来了，每天都有",
     "中午留言说天热，能不能有绿豆汤。食堂看到了，绿豆汤当天下午就端了上来。"},
    {"白晨曦", "610404", "living.commute", "夜班下班没有车，走回去要一个小时", "和公交公司谈好了，末班车推迟到零点一刻",
     "夜班下班没有公交。工会和公交公司谈了两次，末班车推迟到零点一刻，正好赶上。"},
};

class Filing {
 public:
  explicit Filing(Building& building) : building_(building), type_(*cases::types().at(std::string(appeals::type))) {}

  bool run() {
    const auto total = building_.scaled(appeals_of_the_city, appeals_least);
    for (auto done = filed_before(); done < total;) {
      done = file_some(done, std::min(total, done + static_cast<std::int64_t>(together)));
      if (!building_.watch("appeals", done, total)) return false;
    }
    for (std::size_t i = 0; i < std::size(told); ++i) tell(i);
    appeals::results::publish(building_.hall);
    return true;
  }

 private:
  /// One appeal, at the moment that its clock says.
  struct At {
    explicit At(Building& building, Instant moment)
        : clock(moment),
          hall{.db = building.hall.db,
               .clock = clock,
               .keys = building.hall.keys,
               .ids = building.hall.ids,
               .settings = building.hall.settings,
               .case_numbers = building.hall.case_numbers} {}
    StillClock clock;
    Hall hall;
    cases::CaseId id;
  };

  std::int64_t filed_before() {
    return building_.hall.db.read(
        [](db::Session& db) { return *db.first<std::int64_t>("SELECT count(*) FROM appeal_forms WHERE channel <> 'app'"); });
  }

  std::int64_t file_some(std::int64_t from, std::int64_t until) {
    for (auto number = from; number < until; ++number) file(static_cast<std::uint64_t>(number));
    return until;
  }

  void file(std::uint64_t number) {
    Dice dice(building_.options.seed, "appeals", number);
    const auto day = std::chrono::sys_days{first_day} + std::chrono::days{dice.below(days_of_filing)};
    const auto filed = beijing_midnight(Date{day}) + std::chrono::minutes{dice.between(7 * 60, 21 * 60)};
    const auto county = draw(dice, counties);
    auto category = draw(dice, matters);
    if (category == "safety.heat" && Date{day}.month() < std::chrono::May) category = "living.canteen";
    const auto asked = a_union(dice, county);
    const auto& words = *std::ranges::find(said, category, &Said::category);

    boost::json::object form{{"for_another", true},
                             {"channel", draw(dice, channels)},
                             {"caller", person_name(dice, dice.chance(560), dice.between(1966, 2004)).name},
                             {"words", words.words},
                             {"category", category},
                             {"org", asked.text()}};
    const auto difficulty = draw(dice, difficulties), end = draw(dice, ends);
    const auto contact = hours{dice.chance(780) ? dice.between(0, 6) : dice.between(20, 50)};
    const auto reply = contact + hours{dice.chance(900) ? dice.between(4, 96) : dice.between(120, 230)};
    const auto called = reply + hours{dice.between(10, 70)};
    const auto satisfaction = draw(dice, satisfactions);
    const bool rates = dice.chance(820);

    At at(building_, filed);
    const auto officer = actor_of(county);
    const auto filing = filing_of(at, std::move(form), officer);
    const auto by = By(officer);
    building_.hall.db.write_in_background([&](db::Session& db) {
      At now(building_, filed);
      now.id = at.id;
      put_down(db, now, filing, by(Party::applicant));
      if (end == "withdraw") return take(db, now, "withdraw", Party::applicant, "", {}, by);
      move_to(now, filed + contact);
      take(db, now, "accept", Party::addressed, "", {{"difficulty", difficulty}}, by);
      move_to(now, filed + reply);
      take(db, now, "reply", Party::addressed, words.answer, {}, by);
      move_to(now, filed + called);
      boost::json::object verdict;
      if (rates) verdict["satisfaction"] = satisfaction.front() - '0';
      const bool solved = end == "called_solved";
      take(db, now, end, solved ? Party::above : Party::applicant, solved ? "电话回访，本人说的" : "", std::move(verdict), by);
      if (filed + called + settled_after > demo_moment) return;
      move_to(now, filed + called + settled_after);
      take(db, now, "settle", Party::clock, "", {}, by);
    });
  }

  /// An appeal from a worker's own hand, and the story that she lets the city tell.
  void tell(std::size_t number) {
    const auto& one = told[number];
    const auto filed =
        beijing_midnight(Date{std::chrono::year{2026}, std::chrono::June, std::chrono::day{static_cast<unsigned>(16 + 3 * number)}}) +
        hours{12};
    const auto phone = *Phone::parse(officer_phone(teller_phone + static_cast<int>(number)), Numbering::demo);
    const auto known = building_.hall.db.read(
        [&](db::Session& db) { return db.first<AccountId>("SELECT id FROM accounts WHERE name = :name", one.name); });
    if (known) return;
    Dice dice(building_.options.seed, "stories", number);
    const auto account = building_.hall.db.write([&](db::Session& db) {
      return accounts::open_account(db, building_.hall, {.name = std::string(one.name), .phone = phone, .person = {}}, filed);
    });
    access::Actor worker;
    worker.account = account;
    At at(building_, filed);
    const auto filing =
        filing_of(at, {{"words", one.words}, {"category", one.category}, {"org", a_union(dice, one.county).text()}}, worker);
    const auto officer = actor_of(one.county);
    building_.hall.db.write([&](db::Session& db) {
      At now(building_, filed);
      now.id = at.id;
      const cases::By herself{.party = Party::applicant, .account = account};
      put_down(db, now, filing, herself);
      take(db, now, "accept", Party::addressed, "", {}, By(officer));
      move_to(now, filed + hours{3});
      take(db, now, "reply", Party::addressed, one.answer, {}, By(officer));
      move_to(now, filed + hours{6});
      take(db, now, "solved", Party::applicant, "", {{"satisfaction", 5}}, [&](Party) { return herself; });
      const auto solved = cases::find(db, now.id).value();
      if (!appeals::results::propose(db, now.hall, solved, one.story, By(actor_of(""))(Party::above), now.clock.now()) ||
          !appeals::results::answer(db, now.hall, solved, true, herself, now.clock.now())) {
        throw std::logic_error("a story of the plan was refused");
      }
    });
  }

  // ── Who, and where ──

  /// An employer's union of the county; the city's own for none.
  OrgId a_union(Dice& dice, std::string_view county) {
    if (county.empty()) return building_.org(0);
    auto& places = unions_[county];
    if (places.empty()) {
      const int above = building_.county(county);
      for (std::size_t place = 0; place < building_.city.unions.size(); ++place) {
        if (building_.city.unions[place].county == above && building_.city.unions[place].members > 0)
          places.push_back(static_cast<int>(place));
      }
    }
    return building_.org(places.empty() ? building_.county(county) : places[dice.below(places.size())]);
  }

  access::Actor actor_of(std::string_view county) {
    const int place = county.empty() ? 0 : building_.county(county);
    access::Actor officer;
    officer.account = building_.registrars.at(place);
    officer.in_force = access::Role{.id = {}, .word = access::RoleWord::registrar, .org = building_.org(place), .org_path = {}, .desk = {}};
    return officer;
  }

  struct By {
    explicit By(const access::Actor& officer) : account(officer.account), org(officer.in_force->org) {}
    cases::By operator()(Party party) const {
      return party == Party::clock ? cases::By{} : cases::By{.party = party, .account = account, .role = 0, .org = org};
    }
    AccountId account;
    OrgId org;
  };

  // ── The engine's own functions ──

  cases::Filing filing_of(At& at, boost::json::object fields, const access::Actor& by) {
    at.id = building_.hall.ids.next<cases::CaseTag>();
    http::Request request;
    http::Form form(std::move(fields));
    auto filing = type_.file(at.hall, form, {.actor = by, .id = at.id, .request = request});
    if (form.problem()) throw std::logic_error("an appeal of the plan is refused: " + form.problem()->body);
    return filing;
  }

  void put_down(db::Session& db, At& at, const cases::Filing& filing, const cases::By& by) {
    if (!cases::file(db, at.hall, at.id, appeals::type, filing, by, at.clock.now())) throw std::logic_error("an appeal was not filed");
  }

  template <class ByParty>
  void take(db::Session& db, At& at, std::string_view word, Party party, std::string_view note, boost::json::object fields,
            const ByParty& by) {
    const auto one = cases::find(db, at.id).value();
    const auto* step = cases::find_step(cases::rules_of(one), one.state, word);
    if (!step || step->by != party) throw std::logic_error(fmt::format("no step {} from {}", word, one.state));
    http::Form form(std::move(fields));
    const auto work = type_.step(at.hall, one, *step, &form);
    if (!cases::take(db, at.hall, one, *step, note, work, by(party), at.clock.now())) throw std::logic_error("a step was refused");
  }

  static void move_to(At& at, Instant moment) { at.clock.advance(moment - at.clock.now()); }

  Building& building_;
  const cases::Type& type_;
  std::map<std::string_view, std::vector<int>> unions_;
};

}  // namespace

bool file_appeals(Building& building) { return Filing(building).run(); }

}  // namespace unionhall::demo
