#include "hall/notices/notices.h"

#include <map>

#include "hall/accounts/accounts.h"
#include "hall/notices/telling.h"
#include "hall/texts/texts.h"

namespace unionhall::notices {
namespace {

constexpr int officers_at_once = 100;

std::map<std::string, Counts>& rooms() {
  static std::map<std::string, Counts> rooms;
  return rooms;
}

NoticeId put_and_name(db::Session& db, Hall& hall, AccountId account, OrgId as_officer_of, const Message& message, Instant now) {
  const auto id = hall.ids.next<NoticeTag>();
  store::Row row{.id = id, .account = account, .org = {}, .key = message.key, .params_sealed = {}, .case_id = {}, .at = now, .read_at = {}};
  if (as_officer_of) row.org = as_officer_of;
  if (message.case_id != 0) row.case_id = message.case_id;
  if (!message.params.empty()) {
    row.params_sealed = hall.keys.seal(http::json::serialize(http::json::value_from(message.params)), params_place(id));
  }
  store::add(db, hall.ids.region(), row);
  return id;
}

}  // namespace

crypto::Place params_place(NoticeId id) { return {"notices", "params_sealed", id.value}; }

void put(db::Session& db, Hall& hall, AccountId account, OrgId as_officer_of, const Message& message, Instant now) {
  put_and_name(db, hall, account, as_officer_of, message, now);
}

void text(db::Session& db, Hall& hall, AccountId account, const Message& message, std::int64_t event, Instant now) {
  const auto reach = accounts::reach(db, hall, account, now);
  if (!reach || !reach->phone || !store::claim_text(db, account, event, now)) return;
  const bool english = reach->language == http::Language::en;
  const bool harmless = message.text == Message::Text::again_if_unsure;
  texts::add(db, hall,
             {.to = *reach->phone,
              .template_word = message.key + (english ? ".en" : ""),
              .params = message.params,
              .again = harmless ? texts::Again::if_unsure : texts::Again::never},
             now);
}

void tell(db::Session& db, Hall& hall, AccountId account, const Message& message, Instant now) {
  const auto id = put_and_name(db, hall, account, {}, message, now);
  if (message.text == Message::Text::never) return;
  if (!message.must_be_told && !store::chosen(db, account).texts) return;
  text(db, hall, account, message, message.event != 0 ? message.event : id.value, now);
}

void tell_officers(db::Session& db, Hall& hall, OrgId org, std::string_view desk, const Message& message, Instant now) {
  for (const auto account : accounts::officers_at(db, org, desk, officers_at_once, now)) put(db, hall, account, org, message, now);
}

void counted_by(std::string room, Counts counts) { rooms()[std::move(room)] = std::move(counts); }

std::vector<Waiting> all_waiting(db::Session& db, const access::Role& role) {
  std::vector<Waiting> all;
  for (const auto& [room, counts] : rooms()) {
    for (auto& waiting : counts(db, role)) all.push_back(std::move(waiting));
  }
  return all;
}

}  // namespace unionhall::notices
