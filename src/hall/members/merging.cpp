#include "hall/members/merging.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "hall/members/json.h"
#include "hall/members/merge_parts.h"
#include "hall/members/merging_store.h"
#include "hall/members/rewriting.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members::merging {
namespace {

namespace json = http::json;
using members::store::Record;

// ── Whose records ──────────────────────────────────────────────────────────────────────────────────────────────

struct Pair {
  Record one, other;
  std::optional<Member> one_living, other_living;
};

Result<Pair, Refusal> read_pair(db::Session& db, const access::Actor& actor, MemberId one, MemberId other) {
  Pair pair{.one = require_record(db, actor, one), .other = require_record(db, actor, other)};
  if (pair.one.person.id == pair.other.person.id) return no(Refusal::same_person);
  for (auto& living : members::living(db, {pair.one.person.id, pair.other.person.id})) {
    (living.person == pair.one.person.id ? pair.one_living : pair.other_living) = std::move(living);
  }
  return pair;
}

bool decides(db::Session& db, const access::Actor& actor, const Pair& pair) {
  if (at_employers(db, actor)) return false;
  const auto reached = [&](const std::optional<Member>& living) { return !living || actor.reaches(orgs::path_of(db, living->org)); };
  return reached(pair.one_living) && reached(pair.other_living);
}

std::vector<std::string_view> differing(const people::Person& one, const people::Person& other, const crypto::Keyring& keys) {
  std::vector<std::string_view> differ;
  for (const auto field : all_fields) {
    if (value_of(one, field, keys) != value_of(other, field, keys)) differ.push_back(field);
  }
  return differ;
}

Side side_of(db::Session& db, const Hall& hall, const Record& record) {
  const auto& [member, person] = std::tie(record.member, record.person);
  const auto sources =
      sources_json(record, members::store::field_sources(db, member.id, person.id), sources::find_all(db, {member.source, person.source}));
  return {.member = member.id,
          .org = member.org,
          .person = person.id,
          .shown = {{"id", member.id.text()},
                    {"version", record.version()},
                    {"person", person_json(person, hall.keys)},
                    {"membership", membership_json(record)},
                    {"alive", alive(member.status)},
                    {"verified", verified_json(member.verified_method, member.verified_at)},
                    {"sources", sources}}};
}

/// Her living membership, where it is told; else the one that was named.
MemberId told_at(const std::optional<Member>& living, const Record& record) { return living ? living->id : record.member.id; }

// ── What a merge leaves ────────────────────────────────────────────────────────────────────────────────────────

std::string joined(std::string_view status, const Member& m) {
  return fmt::format("{} {} {}{}{}", status, m.changed_on, m.change_kind, m.change_cause.empty() ? "" : " ", m.change_cause);
}

/// Everything that a merge writes.
struct Ready {
  By by;
  Choice choice;
  Record stands, led;
  std::optional<Member> ends;
  Draft her, other;
  std::vector<Image> images;
  std::vector<SourceId> given_from;  // of each image
  sources::Source source;
  store::Row row;
};

Result<MergeId, Refusal> write_merge(db::Session& db, Hall& hall, const Ready& ready) {
  const auto now = hall.clock.now();
  const auto stands = ready.stands.person.id, led = ready.led.person.id;
  const auto account = ready.by.actor.account;
  const auto one = members::store::find(db, ready.choice.goes_on), other = members::store::find(db, ready.choice.gives_way);
  if (!one || !other || one->version() != ready.stands.version() || other->version() != ready.led.version() || one->person.id != stands ||
      other->person.id != led) {
    return no(Refusal::changed_meanwhile);
  }
  sources::add(db, hall.ids.region(), ready.source);
  // It ends as hers who had it: after that she is led.
  if (ready.ends) {
    auto after = *ready.ends;
    after.status = Status::cancelled;
    after.changed_on = iso_date(beijing_date(now));
    after.change_cause = "";
    if (!rewrite(db, hall, *ready.ends, after, account, ready.source.id, now)) return no(Refusal::changed_meanwhile);
    sources::set_field(db, after.id.value, "status", ready.source.id);
  }
  if (!members::living(db, {led}).empty()) return no(Refusal::changed_meanwhile);                  // she has joined since
  if (ready.ends && members::living(db, {stands}).empty()) return no(Refusal::changed_meanwhile);  // and nothing would go on
  if (!ready.her.write(db, now) || !ready.other.write(db, now)) return no(Refusal::changed_meanwhile);
  recount(db, hall, stands, ready.stands.person.facts, ready.her.facts());
  people::lead(db, led, stands);

  std::vector<Happened> events{happened(ready.row.member_stands, "merged", account, ready.source.id),
                               happened(ready.row.member_led, "gave_way", account, ready.source.id)};
  for (std::size_t i = 0; i < ready.images.size(); ++i) {
    const auto& image = ready.images[i];
    for (const auto name : names_of(image.field)) sources::set_field(db, stands.value, name, ready.given_from[i]);
    const bool sealed = image.field == "id_number" || image.field == "phone";
    events.push_back(happened(ready.row.member_stands, "field", account, ready.given_from[i]));
    events.back().field = image.field;
    if (sealed) continue;
    events.back().value_from = image.was;
    events.back().value_to = image.given;
  }
  remember(db, hall, events, now);
  store::insert(db, hall.ids.region(), ready.row);
  audited(db, hall, ready.by, "merge", stands, led, ready.stands.member.org);
  return ready.row.id;
}

}  // namespace

std::span<const std::string_view> fields() { return all_fields; }

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "http.not_found"};
    case Refusal::changed_meanwhile:
      return {412, "members.changed_meanwhile"};
    case Refusal::same_person:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/other", "same_person"}}};
    case Refusal::must_go_on:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/goes_on", "membership_must_go_on"}}};
    case Refusal::decided_above:
      return {409, "members.double_decided_above"};
    case Refusal::moving:
      return {409, "members.double_is_moving"};
    case Refusal::undone_already:
      return {409, "members.merge_undone_already"};
    case Refusal::too_late:
      return {409, "members.merge_too_late"};
    case Refusal::merged_further:
      return {409, "members.merged_further"};
  }
  std::unreachable();
}

Result<Compared, Refusal> compare(db::Session& db, const Hall& hall, const access::Actor& actor, MemberId one, MemberId other) {
  const auto pair = read_pair(db, actor, one, other);
  if (!pair) return no(pair.error());
  return Compared{.one = side_of(db, hall, pair->one),
                  .other = side_of(db, hall, pair->other),
                  .decides = decides(db, actor, *pair),
                  .differ = differing(pair->one.person, pair->other.person, hall.keys)};
}

Result<Merge, Refusal> merge_of(Hall& hall, const By& by, const Choice& choice) {
  std::map<std::string, SourceId> her_sources, other_sources;
  sources::Source source;
  const auto pair = hall.db.snapshot([&](db::Session& db) -> Result<Pair, Refusal> {
    auto read = read_pair(db, by.actor, choice.goes_on, choice.gives_way);
    if (!read) return read;
    if (!decides(db, by.actor, *read)) return no(Refusal::decided_above);
    her_sources = sources::fields_of(db, read->one.person.id.value);
    other_sources = sources::fields_of(db, read->other.person.id.value);
    source = said_by(db, hall, by.actor.account);
    return read;
  });
  if (!pair) return no(pair.error());
  const auto& [one, other, one_living, other_living] = *pair;
  if (one.version() != choice.version_goes_on || other.version() != choice.version_gives_way) return no(Refusal::changed_meanwhile);
  if (other_living && !one_living) return no(Refusal::must_go_on);
  if (other_living && other_living->status == Status::transferring) return no(Refusal::moving);

  const auto ready = std::make_shared<Ready>(Ready{.by = by,
                                                   .choice = choice,
                                                   .stands = one,
                                                   .led = other,
                                                   .ends = other_living,
                                                   .her = Draft(hall, one.person),
                                                   .other = Draft(hall, other.person),
                                                   .images = {},
                                                   .given_from = {},
                                                   .source = source,
                                                   .row = {}});
  std::string fields;
  for (const auto field : differing(one.person, other.person, hall.keys)) {
    if (std::ranges::find(choice.fields, field) == choice.fields.end()) continue;
    const auto from = her_sources.find(std::string(field)), given = other_sources.find(std::string(field));
    ready->images.push_back({.field = std::string(field),
                             .was = value_of(one.person, field, hall.keys),
                             .given = value_of(other.person, field, hall.keys),
                             .source = from == her_sources.end() ? 0 : from->second.value});
    ready->given_from.push_back(given == other_sources.end() ? other.person.source : given->second);
    ready->her.give(field, ready->images.back().given);
    if (field == "id_number") {
      const auto hers = document_of(one.person, hall.keys);
      ready->other.give_number(hers.type, hers.number);
    }
    fields += (fields.empty() ? "" : " ") + std::string(field);
  }
  ready->her.make_ready();
  ready->other.make_ready();
  const auto id = hall.ids.next<MergeTag>();
  ready->row = {.id = id,
                .stands = one.person.id,
                .led = other.person.id,
                .member_stands = told_at(one_living, one),
                .member_led = told_at(other_living, other),
                .fields = fields,
                .before_sealed = hall.keys.seal(text_of(ready->images), before_place(id)),
                .ended = other_living ? std::optional(other_living->id) : std::nullopt,
                .ended_version = other_living ? other_living->version + 1 : 0,
                .ended_from = other_living ? joined(db::word(other_living->status), *other_living) : "",
                .by = by.actor.account,
                .at = hall.clock.now(),
                .undone_at = {}};
  return Merge{.stands = one.person.id,
               .led = other.person.id,
               .org = one_living ? one_living->org : one.member.org,
               .ended = other_living,
               .write = [&hall, ready](db::Session& db) { return write_merge(db, hall, *ready); }};
}

}  // namespace unionhall::members::merging
