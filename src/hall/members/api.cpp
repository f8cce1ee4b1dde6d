// Lists of members, and what all routes of this room share.
#include "hall/members/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "hall/access/rates.h"
#include "hall/members/json.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members {
namespace {

constexpr std::int64_t counted_most = 1000;

/// What the cursor is good for: the same question by the same officer.
std::string list_name(const Asked& asked, const access::Actor& actor) {
  return crypto::hex(crypto::sm3(
      fmt::format("members {} {} {} {}", actor.account.value, asked.org.value, db::word(asked.search.order), to_text(asked.search))));
}

struct Total {
  std::int64_t members = 0;
  bool all = true;

  /// As the cursor carries it, so that later pages show the same.
  std::string text() const { return std::to_string(members) + (all ? "" : "+"); }
  static Total parse(std::string_view text) {
    Total total{.all = !text.ends_with('+')};
    std::from_chars(text.data(), text.data() + text.size(), total.members);
    return total;
  }
};

std::string grouped(std::int64_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), 1, ',');
  return text;
}

Total total(db::Session& db, const Asked& asked, const Found& found) {
  if (!found.next) return {static_cast<std::int64_t>(found.lines.size()), true};
  if (const auto known = total_of(asked.search, figures::of(db, asked.org))) return {*known, true};
  const auto counted = count(db, asked.search, counted_most);
  return {counted.members, counted.all};
}

struct ListForm {
  Asked asked;
  int limit = page_limit_default;
  std::string cursor;
};

ListForm read_list(http::Form& form, const Hall& hall) {
  ListForm list{.asked = read_filters(form, hall)};
  list.asked.search.order = form.word<Order>("order", db::from_word<Order>, false).value_or(Order::tree);
  list.limit = static_cast<int>(form.integer_or("limit", page_limit_default, 1, page_limit_max));
  list.cursor = form.text_or("cursor", "", {.chars_min = 0, .chars_max = 1000});
  return list;
}

http::Response search(const http::Request& request, Hall& hall) {
  http::Form form(request);
  auto [asked, limit, cursor] = read_list(form, hall);
  if (auto problem = form.problem()) return *std::move(problem);
  const auto& actor = access::actor(request);

  std::optional<Found> found;
  Total all;
  bool too_many_by_name = false;
  std::string list;
  hall.db.snapshot([&](db::Session& db) {
    resolve(db, actor, asked);
    list = list_name(asked, actor);
    const auto place = cursor::open(hall, list, cursor, 4);
    if (asked.search.order == Order::name && !can_go_by_name(db, asked.search)) {
      too_many_by_name = true;
      return;
    }
    After after;
    if (place) after = {(*place)[0], (*place)[1], MemberId::parse((*place)[2]).value_or(MemberId{})};
    found = page(db, asked.search, after, limit);
    all = place ? Total::parse((*place)[3]) : total(db, asked, *found);
  });
  if (too_many_by_name) {
    form.fault("order", "too_many_by_name", {{"max", grouped(candidates_max)}});
    return *form.problem();
  }
  record_search(hall, request, asked, "list");

  http::json::array items;
  for (const auto& line : found->lines) items.push_back(to_json(line, hall.keys));
  http::json::object json{{"items", std::move(items)}, {"total_text", grouped(all.members) + (all.all ? "" : "+")}};
  if (all.all) json["total"] = all.members;
  if (found->next) {
    json["next"] = cursor::seal(hall, list, {found->next->org_path, found->next->name_key, found->next->id.text(), all.text()});
  }
  return http::ok(std::move(json));
}

}  // namespace

store::Scope resolve(db::Session& db, const access::Actor& actor, Asked& asked) {
  const auto scope = store::scope_of(db, asked.org);
  if (!scope || !actor.reaches(scope->path)) throw Refused({404, "http.not_found"});
  asked.search.region = scope->region;
  asked.search.scope_path = scope->path;
  if (!asked.exact()) return *scope;

  std::vector<PersonId> by_document, by_phone;
  for (const auto& key : asked.documents) {
    if (const auto person = people::find(db, {key})) by_document.push_back(*person);
  }
  if (asked.by_phone) by_phone = people::find(db, asked.phones, 100);
  std::ranges::sort(by_document);
  std::ranges::sort(by_phone);
  auto& people = asked.search.people.emplace();
  if (asked.either)
    std::ranges::set_union(by_document, by_phone, std::back_inserter(people));
  else if (!asked.by_document)
    people = std::move(by_phone);
  else if (!asked.by_phone)
    people = std::move(by_document);
  else
    std::ranges::set_intersection(by_document, by_phone, std::back_inserter(people));
  people = people::with_led(db, std::move(people));  // their ended memberships are hers
  return *scope;
}

void record_search(Hall& hall, const http::Request& request, const Asked& asked, std::string_view what) {
  const auto& actor = access::actor(request);
  const auto spoken = asked.spoken();
  const auto spent = hall.db.write([&](db::Session& db) {
    access::Spent left;
    if (asked.exact()) {
      const access::Rate rate{hall.settings.lookups_per_hour, std::chrono::hours{1}};
      left = access::spend(db, "lookup:" + actor.account.text(), rate, hall.clock.now());
    }
    audit::record(db, hall,
                  audit::by(request, {.what = left.allowed ? what : "list_refused",
                                      .subject_kind = "list",
                                      .subject = asked.org.value,
                                      .org = asked.org,
                                      .detail = spoken}));
    return left;
  });
  if (!spent.allowed) {
    throw Refused(
        {.status = 429,
         .key = "members.lookups_spent",
         .params = {{"max", std::to_string(hall.settings.lookups_per_hour)}, {"minutes", std::to_string((spent.retry_after_s + 59) / 60)}},
         .retry_after_s = spent.retry_after_s});
  }
}

store::Record require_record(db::Session& db, const access::Actor& actor, MemberId id) {
  auto record = store::find(db, id);
  if (!record || !actor.reaches(record->org_path)) throw Refused({404, "http.not_found"});
  return *std::move(record);
}

http::Response refused(Refusal why, const http::Request& request, TextParams params, int retry_after_s) {
  const auto [status, key] = [&]() -> std::pair<int, std::string_view> {
    switch (why) {
      case Refusal::not_found:
        return {404, "http.not_found"};
      case Refusal::changed_meanwhile:
        return {412, "members.changed_meanwhile"};
      case Refusal::status_not_from_here:
        return {409, "members.status_not_from_here"};
      case Refusal::led:
        return {409, "members.led"};
      case Refusal::by_case:
        return {409, "members.by_case"};
      case Refusal::alive_elsewhere:
        return {409, "members.alive_elsewhere"};
      case Refusal::union_dissolved:
        return {409, "members.union_dissolved"};
      case Refusal::reveals_spent:
        return {429, "members.reveals_spent"};
      case Refusal::nothing_to_reveal:
        return {422, "members.nothing_to_reveal"};
    }
    std::unreachable();
  }();
  return http::problem({.status = status, .key = std::string(key), .params = std::move(params), .retry_after_s = retry_after_s}, request);
}

void mount_lists(http::Router& route, Hall& hall) { route.post("/api/v1/member-searches", access::officer, hall, search); }

void mount(http::Router& route, Hall& hall) {
  add_words();
  orgs::members_counted_by(count_living);
  mount_lists(route, hall);
  mount_records(route, hall);
  mount_reveals(route, hall);
  mount_exports(route, hall);
  mount_suggestions(route, hall);
  mount_reach(route, hall);
  mount_me(route, hall);
  mount_cards(route, hall);
}

}  // namespace unionhall::members
