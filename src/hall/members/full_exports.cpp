#include "hall/members/full_exports.h"

#include <fmt/format.h>

#include "hall/accounts/why.h"
#include "hall/members/api.h"
#include "hall/members/full_store.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members::full {
namespace {

constexpr std::int64_t counted_most = 1000;
constexpr std::string_view filter_fields[] = {"q", "name", "status", "verified", "category", "sex", "age", "figure"};

/// The filters as a list of members reads them.
Asked asked_of(const List& list, const Hall& hall) {
  auto fields = list.filters;
  fields["org"] = list.org.text();
  http::Form form(std::move(fields));
  return read_filters(form, hall);
}

}  // namespace

List read(http::Form& form, const Hall& hall) {
  List list{.org = form.id<OrgId>("org"),
            .format = form.text("format", {.chars_min = 1, .chars_max = 10}),
            .id_numbers = form.flag_or("id_numbers", false),
            .phones = form.flag_or("phones", false),
            .filters = {}};
  if (!list.format.empty() && list.format != "xlsx" && list.format != "csv") form.fault("format", "unknown_word");
  if (!list.id_numbers && !list.phones) form.fault("id_numbers", "nothing_whole");
  for (const auto field : filter_fields) {
    if (form.has(field)) list.filters[field] = *form.raw(field);
  }
  // Somebody whose number is known is looked up, not taken along.
  if (read_filters(form, hall).exact()) form.fault("q", "number_not_here");
  return list;
}

std::string to_text(const List& list) {
  return http::json::serialize(http::json::object{{"org", list.org.value},
                                                  {"format", list.format},
                                                  {"id_numbers", list.id_numbers},
                                                  {"phones", list.phones},
                                                  {"filters", list.filters}});
}

List list_of(std::string_view text) {
  const auto json = http::json::parse(text).as_object();
  return {.org = OrgId{json.at("org").as_int64()},
          .format = std::string(json.at("format").as_string()),
          .id_numbers = json.at("id_numbers").as_bool(),
          .phones = json.at("phones").as_bool(),
          .filters = json.at("filters").as_object()};
}

Size measure(Hall& hall, const http::Request& request, const List& list) {
  auto asked = asked_of(list, hall);
  auto size = hall.db.snapshot([&](db::Session& db) -> Size {
    const auto scope = resolve(db, access::actor(request), asked);
    if (const auto known = total_of(asked.search, figures::of(db, asked.org))) return {scope.name, *known, true};
    const auto counted = count(db, asked.search, counted_most);
    return {scope.name, counted.members, counted.all};
  });
  record_search(hall, request, asked, "list");
  return size;
}

bool order(db::Session& db, Hall& hall, const Order& order, Instant now) {
  const auto why = accounts::why(db, order.account, order.list.org, now, order.role);
  if (!why.may() || why.role->id != order.role) return false;
  const auto scope = store::scope_of(db, order.list.org);
  auto asked = asked_of(order.list, hall);
  asked.search.region = scope->region;
  asked.search.scope_path = scope->path;

  exports::Wanted wanted{.id = hall.ids.next<exports::Export>(),
                         .account = order.account,
                         .role = order.role.value,
                         .name = exports::file_name("会员名册-全号", scope->name, beijing_date(now), order.list.format),
                         .format = order.list.format};
  wanted.search_sealed = exports::seal(hall, wanted.id, asked.search);
  const auto known = total_of(asked.search, figures::of(db, order.list.org));
  wanted.total = known ? *known : count(db, asked.search, counted_most).members;
  exports::add(db, hall.ids.region(), wanted, now);
  insert(db, hall.ids.region(),
         {.id = order.id,
          .export_id = wanted.id.value,
          .account = order.account,
          .role = order.role,
          .org = order.list.org,
          .number = order.number,
          .fields = fmt::format("{} {}", order.list.id_numbers ? "id_number" : "", order.list.phones ? "phone" : ""),
          .purpose = order.purpose,
          .use_by = order.use_by,
          .mark = crypto::hex(crypto::sm3(crypto::random_token())).substr(0, 12),
          .at = now,
          .fetched_at = {}});
  return true;
}

}  // namespace unionhall::members::full
