#include "hall/cases/stand_ins.h"

#include <algorithm>

#include "hall/audit/audit.h"
#include "hall/notices/notices.h"

namespace unionhall::cases::stand_ins {
namespace {

namespace json = http::json;

constexpr int at_once = 100;
constexpr int colleagues_most = 50;
constexpr std::int64_t open_most = 20;  // of one role

// ── SQL ────────────────────────────────────────────────────────────────────────────────────────────────────────

void insert(db::Session& db, const StandIn& one) {
  db.exec(R"sql(
      INSERT INTO stand_ins (id, region, role_id, away_account, account_id, from_ms, until_ms, said_at_ms)
      VALUES (:id, :region, :role, :away, :account, :from, :until, :said))sql",
          one.id, one.region, one.role, one.away, one.account, one.from, one.until, one.said_at);
}

std::int64_t open_of(db::Session& db, access::RoleId role) {
  return *db.first<std::int64_t>("SELECT count(*) FROM stand_ins WHERE role_id = :role AND ended_at_ms IS NULL", role);
}

bool overlaps(db::Session& db, const StandIn& one) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT 1 FROM stand_ins
       WHERE role_id = :role AND account_id = :account AND ended_at_ms IS NULL AND from_ms < :until AND until_ms > :from LIMIT 1)sql",
                           one.role, one.account, one.until, one.from)
      .has_value();
}

std::optional<StandIn> find(db::Session& db, StandInId id) {
  return db.first<StandIn>(R"sql(
      SELECT id, region, role_id, away_account, account_id, from_ms, until_ms, given_role_id, said_at_ms
        FROM stand_ins WHERE id = :id AND ended_at_ms IS NULL)sql",
                           id);
}

std::vector<StandIn> of(db::Session& db, AccountId account) {
  return db.all<StandIn>(R"sql(
      SELECT id, region, role_id, away_account, account_id, from_ms, until_ms, given_role_id, said_at_ms
        FROM stand_ins WHERE (away_account = :account OR account_id = :account) AND ended_at_ms IS NULL ORDER BY from_ms, id LIMIT 100)sql",
                         account);
}

/// Those that should begin; those that are over, or whose role has ended meanwhile.
std::vector<StandIn> due(db::Session& db, Instant now) {
  return db.all<StandIn>(R"sql(
      SELECT s.id, s.region, s.role_id, s.away_account, s.account_id, s.from_ms, s.until_ms, s.given_role_id, s.said_at_ms
        FROM stand_ins s LEFT JOIN roles r ON r.id = COALESCE(s.given_role_id, s.role_id)
       WHERE s.ended_at_ms IS NULL
         AND (s.until_ms <= :now OR (s.from_ms <= :now AND s.given_role_id IS NULL) OR r.until_ms IS NOT NULL)
       ORDER BY s.id LIMIT :limit)sql",
                         now, at_once);
}

bool set_given(db::Session& db, StandInId id, access::RoleId role) {
  return db.exec("UPDATE stand_ins SET given_role_id = :role WHERE id = :id AND given_role_id IS NULL AND ended_at_ms IS NULL", role, id) ==
         1;
}

bool set_ended(db::Session& db, StandInId id, Instant now) {
  return db.exec("UPDATE stand_ins SET ended_at_ms = :now WHERE id = :id AND ended_at_ms IS NULL", now, id) == 1;
}

// ── Beginning and ending ───────────────────────────────────────────────────────────────────────────────────────

void tell(db::Session& db, Hall& hall, const StandIn& one, AccountId whom, std::string key, Instant now) {
  const auto names = accounts::names(db, {one.away, one.account});
  notices::tell(db, hall, whom,
                {.key = "stand_ins." + std::move(key),
                 .params = {{"away", names.at(one.away)},
                            {"colleague", names.at(one.account)},
                            {"from", iso_date(beijing_date(one.from))},
                            {"until", iso_date(beijing_date(one.until - std::chrono::milliseconds{1}))}}},
                now);
}

bool end(db::Session& db, Hall& hall, const StandIn& one, Instant now) {
  if (!set_ended(db, one.id, now)) return false;
  if (one.given) accounts::end_role(db, hall, *one.given);
  tell(db, hall, one, one.away, "ended", now);
  tell(db, hall, one, one.account, "ended", now);
  return true;
}

/// What cannot begin any more has ended: she got the role in another way, or lost the one that let her stand in.
bool begin(db::Session& db, Hall& hall, const StandIn& one, Instant now) {
  const auto lent = accounts::lend(db, hall, one.role, one.account, one.until);
  if (!lent) return end(db, hall, one, now);
  if (!set_given(db, one.id, *lent)) throw std::logic_error("a stand-in was begun twice in one transaction");
  tell(db, hall, one, one.account, "begun", now);
  return true;
}

// ── Routes ─────────────────────────────────────────────────────────────────────────────────────────────────────

std::optional<Date> day_of(http::Form& form, std::string_view field) {
  const auto text = form.text(field, {.chars_min = 10, .chars_max = 10});
  const auto day = parse_iso_date(text);
  if (!text.empty() && !day) form.fault(std::string(field), "not_a_date");
  return day;
}

/// Said and taken back by somebody; that it begins and ends is on record with the role that is lent.
void on_record(db::Session& db, Hall& hall, const http::Request& request, access::RoleId role, std::string_view what) {
  audit::record(
      db, hall,
      audit::by(
          request,
          {.what = "change", .subject_kind = "role", .subject = role.value, .org = access::actor(request).in_force->org, .detail = what}));
}

/// POST /api/v1/me/stand-ins {account, from, until} → 201 {id}: for the role in force, both days counted.
http::Response post(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto now = hall.clock.now();
  http::Form form(request);
  const auto account = form.id<AccountId>("account");
  const auto from = day_of(form, "from"), until = day_of(form, "until");
  if (from && std::chrono::sys_days(*from) < std::chrono::sys_days(beijing_date(now))) form.fault("from", "in_the_past");
  if (from && until && std::chrono::sys_days(*until) < std::chrono::sys_days(*from)) form.fault("until", "before_from");
  if (from && until && (std::chrono::sys_days(*until) - std::chrono::sys_days(*from)).count() >= hall.settings.stand_in_days) {
    form.fault("until", "too_long_away", {{"days", std::to_string(hall.settings.stand_in_days)}});
  }
  if (const auto invalid = form.problem()) return *invalid;

  const auto& role = *actor.in_force;
  const StandIn one{.id = hall.ids.next<struct StandInTag>(),
                    .region = hall.ids.region(),
                    .role = role.id,
                    .away = actor.account,
                    .account = account,
                    .from = beijing_midnight(std::chrono::sys_days(*from)),
                    .until = beijing_midnight(std::chrono::sys_days(*until) + std::chrono::days{1}),
                    .given = {},
                    .said_at = now};
  const auto said = hall.write(request, [&](db::Session& db) -> Result<StandInId, Problem> {
    const auto near = accounts::officers_near(db, role.org_path, actor.account, colleagues_most, now);
    if (std::ranges::find(near, account, &accounts::Officer::account) == near.end()) {
      return std::unexpected(
          Problem{.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/account", "not_near"}}});
    }
    if (overlaps(db, one)) return std::unexpected(Problem{409, "stand_ins.said_already"});
    if (open_of(db, role.id) >= open_most) return std::unexpected(Problem{409, "stand_ins.too_many"});
    insert(db, one);
    on_record(db, hall, request, one.role, "stand_in");
    if (one.from > now) {
      tell(db, hall, one, account, "said", now);
      return one.id;
    }
    const auto lent = accounts::lend(db, hall, one.role, one.account, one.until);
    if (!lent)
      return std::unexpected(
          Problem{409, lent.error() == accounts::Refusal::already_holds ? "stand_ins.holds_it" : "stand_ins.not_lendable"});
    set_given(db, one.id, *lent);
    tell(db, hall, one, account, "begun", now);
    return one.id;
  });
  return said ? http::created({{"id", said->text()}}) : http::problem(said.error(), request);
}

json::object as_json(const StandIn& one, AccountId reader, const std::map<AccountId, std::string>& names) {
  const bool mine = one.away == reader;
  return {{"id", one.id.text()},
          {"away", names.at(one.away)},
          {"colleague", names.at(one.account)},
          {"mine", mine},
          {"from", iso_date(beijing_date(one.from))},
          {"until", iso_date(beijing_date(one.until - std::chrono::milliseconds{1}))},
          {"begun", one.given.has_value()}};
}

/// GET /api/v1/me/stand-ins → {items, colleagues}
http::Response get(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto all = of(db, actor.account);
    std::vector<AccountId> accounts;
    for (const auto& one : all) accounts.insert(accounts.end(), {one.away, one.account});
    const auto names = accounts::names(db, accounts);
    json::array items, colleagues;
    for (const auto& one : all) items.push_back(as_json(one, actor.account, names));
    for (const auto& near : accounts::officers_near(db, actor.in_force->org_path, actor.account, colleagues_most, hall.clock.now())) {
      colleagues.push_back({{"account", near.account.text()}, {"name", near.name}, {"org", near.org_name}});
    }
    return http::ok({{"items", std::move(items)}, {"colleagues", std::move(colleagues)}, {"days_max", hall.settings.stand_in_days}});
  });
}

/// DELETE /api/v1/me/stand-ins/{id} → 204, by either of the two
http::Response end_now(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StandInId>("id");
  const auto account = access::actor(request).account;
  const bool ended = hall.db.write([&](db::Session& db) {
    const auto one = find(db, id);
    if (!one || (one->away != account && one->account != account) || !end(db, hall, *one, hall.clock.now())) return false;
    on_record(db, hall, request, one->role, "stand_in_ended");
    return true;
  });
  return ended ? http::no_content() : http::problem({404, "http.not_found"}, request);
}

}  // namespace

int turn(Hall& hall) {
  const auto now = hall.clock.now();
  int turned = 0;
  for (const auto& one : hall.db.read([&](db::Session& db) { return due(db, now); })) {
    turned += hall.db.write([&](db::Session& db) {
      const auto still = find(db, one.id);
      if (!still) return 0;
      const bool begins = !still->given && still->until > now;
      return (begins ? begin(db, hall, *still, now) : end(db, hall, *still, now)) ? 1 : 0;
    });
  }
  return turned;
}

void add_words() {
  http::Texts::global().add({
      {"stand_ins.said_already", "这些天已经请了这位同事代办", "This colleague stands in on these days already"},
      {"stand_ins.too_many", "代办的安排太多了，先结束几个", "Too many arrangements. End some of them first"},
      {"stand_ins.holds_it", "这位同事本来就有这个岗位，不用代办", "This colleague holds this role anyway"},
      {"stand_ins.not_lendable", "代来的岗位不能再请人代办", "A role that you stand in for cannot be passed on"},
      {"form.not_near", "代办的人要是本工会、上级或直属下级工会的工会干部", "Choose an officer of this union, one above or right below"},
      {"form.in_the_past", "从今天或以后开始", "Begin today or later"},
      {"form.before_from", "结束那天不能早于开始那天", "The last day cannot be before the first"},
      {"form.too_long_away", "最多 {days} 天", "At most {days} days"},
      {"notices.stand_ins.said.title", "请您代办", "You are asked to stand in"},
      {"notices.stand_ins.said.text", "{away}从 {from} 到 {until} 不在，请您代办。",
       "{away} is away from {from} to {until}: you stand in."},
      {"notices.stand_ins.begun.title", "开始代办", "You stand in now"},
      {"notices.stand_ins.begun.text", "{away}不在，到 {until} 由您代办。登录工作台时选这个岗位。",
       "{away} is away: you stand in until {until}. Choose this role when you sign in to the desk."},
      {"notices.stand_ins.ended.title", "代办结束", "Standing in has ended"},
      {"notices.stand_ins.ended.text", "{colleague}替{away}代办结束。", "{colleague} no longer stands in for {away}."},
  });
}

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/me/stand-ins", access::officer, hall, get);
  route.post("/api/v1/me/stand-ins", access::officer, hall, post, {.makes_something = true});
  route.del("/api/v1/me/stand-ins/{id}", access::officer, hall, end_now);
}

}  // namespace unionhall::cases::stand_ins
