#include "hall/consents/consents.h"

#include <algorithm>
#include <map>

#include "hall/audit/audit.h"
#include "hall/consents/store.h"
#include "hall/consents/texts.h"

namespace unionhall::consents {
namespace {

constexpr Kind rests_on_the_notice[] = {Kind::id_number};

bool stands(const std::optional<store::Entry>& entry, Kind kind) {
  return entry && entry->given && entry->version == current_version(kind);
}

/// An account that is known to be a collected person speaks for that person too.
Whose known(db::Session& db, Whose whose) {
  if (whose.account && !whose.person) whose.person = store::person_of(db, whose.account);
  return whose;
}

ConsentId record(db::Session& db, Hall& hall, const Whose& whose, AccountId by, store::Entry entry) {
  entry.id = hall.ids.next<ConsentTag>();
  if (whose.account) entry.account = whose.account;
  if (whose.person) entry.person = whose.person;
  if (by) entry.by = by;
  store::add(db, hall.ids.region(), entry);
  // `unionhall check` compares the two, and the trail is chained: a row that was changed, removed or slipped in shows.
  const auto detail = std::string(db::word(entry.kind)) + " v" + std::to_string(entry.version) + " " + whose.account.text() + " " +
                      whose.person.text() + " " + entry.digest.substr(0, 16);
  audit::record(db, hall,
                {.actor = by ? by : whose.account,
                 .what = entry.given ? "consent" : "withdraw_consent",
                 .subject_kind = "consent",
                 .subject = entry.id.value,
                 .detail = detail});
  return entry.id;
}

}  // namespace

Result<ConsentId, Refusal> give(db::Session& db, Hall& hall, const Given& given, Instant now) {
  if (given.version != current_version(given.kind)) return std::unexpected(Refusal::not_current);
  const auto whose = known(db, given.whose);
  if (given.kind != Kind::notice && !stands(store::latest(db, whose, Kind::notice), Kind::notice)) {
    return std::unexpected(Refusal::notice_first);
  }
  if (const auto before = store::latest(db, whose, given.kind); stands(before, given.kind)) return before->id;

  const auto& wording = wording_of(given.kind, given.version, given.language);
  return record(db, hall, whose, given.filled_in_by,
                {.id = {},
                 .account = {},
                 .person = {},
                 .kind = given.kind,
                 .version = given.version,
                 .given = true,
                 .language = std::string(wording.language),
                 .digest = digest_of(wording),
                 .channel = given.channel,
                 .by = {},
                 .at = now});
}

bool has(db::Session& db, AccountId account, Kind kind) { return stands(store::latest(db, known(db, {.account = account}), kind), kind); }

bool has(db::Session& db, PersonId person, Kind kind) { return stands(store::latest(db, {.account = {}, .person = person}, kind), kind); }

Result<ConsentId, Refusal> withdraw(db::Session& db, Hall& hall, const Withdrawal& withdrawal, Instant now) {
  const auto whose = known(db, withdrawal.whose);
  const auto take_back = [&](Kind kind) -> std::optional<ConsentId> {
    auto entry = store::latest(db, whose, kind);
    if (!entry || !entry->given) return std::nullopt;  // also one to an older version may be taken back
    entry->given = false;
    entry->account = {}, entry->person = {}, entry->by = {};
    entry->channel = withdrawal.channel;
    entry->at = now;
    return record(db, hall, whose, withdrawal.filled_in_by, *std::move(entry));
  };
  const auto taken_back = take_back(withdrawal.kind);
  if (!taken_back) return std::unexpected(Refusal::not_given);
  if (withdrawal.kind == Kind::notice) {
    for (const auto kind : rests_on_the_notice) take_back(kind);
  }
  return *taken_back;
}

// ── Wordings ──

std::int64_t current_version(Kind kind) {
  std::int64_t newest = 0;
  for (const auto& wording : wordings()) {
    if (wording.kind == db::word(kind)) newest = std::max(newest, wording.version);
  }
  return newest;
}

const Wording& wording_of(Kind kind, std::int64_t version, http::Language language) {
  const auto tag = language == http::Language::en ? "en" : "zh";
  const auto all = wordings();
  const auto found = std::ranges::find_if(
      all, [&](const Wording& wording) { return wording.kind == db::word(kind) && wording.version == version && wording.language == tag; });
  if (found == all.end()) throw std::logic_error("a wording that was never written");
  return *found;
}

// Once for all: a consent is given inside a write, where nothing is hashed.
const std::string& digest_of(const Wording& wording) {
  static const auto digests = [] {
    std::map<const Wording*, std::string> all;
    for (const auto& each : wordings()) all[&each] = crypto::hex(crypto::sm3(each.text));
    return all;
  }();
  return digests.at(&wording);
}

std::string filled(const Wording& wording, const HallSettings& settings) {
  std::string text(wording.text);
  const std::pair<std::string_view, const std::string&> names[] = {{"{name}", settings.name}, {"{contact}", settings.contact}};
  for (const auto& [name, value] : names) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) text.replace(at, name.size(), value);
  }
  return text;
}

}  // namespace unionhall::consents
