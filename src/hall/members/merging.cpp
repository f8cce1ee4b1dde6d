#include "hall/members/merging.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <sstream>

#include "base/names.h"
#include "hall/members/api.h"
#include "hall/members/changes.h"
#include "hall/members/json.h"
#include "hall/members/merging_store.h"
#include "hall/members/rewriting.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members::merging {
namespace {

namespace json = http::json;
using members::store::Record;

constexpr std::string_view all_fields[] = {"name",       "id_number", "phone",   "ethnicity",      "education",       "politics",
                                           "employment", "skill",     "migrant", "household_kind", "household_place", "native_place",
                                           "employer"};

crypto::Place before_place(MergeId id) { return {"person_merges", "before_sealed", id.value}; }

std::unexpected<Refusal> no(Refusal refusal) { return std::unexpected(refusal); }

// ── Values, in clear ───────────────────────────────────────────────────────────────────────────────────────────

/// A document with what it says of its holder.
struct Document {
  IdType type = IdType::resident_id;
  std::string number;
  people::Sex sex = people::Sex::unknown;
  std::int64_t birth_month = 0;
  friend bool operator==(const Document&, const Document&) = default;
};

Document document_of(const people::Person& person, const crypto::Keyring& keys) {
  return {person.facts.id_type, people::open_id_number(keys, person), person.facts.sex, person.facts.birth_month};
}

std::string text_of(const Document& d) { return fmt::format("{} {} {} {}", db::word(d.type), db::word(d.sex), d.birth_month, d.number); }

Document document_in(const std::string& text) {
  std::istringstream words(text);
  std::string type, sex;
  Document d;
  words >> type >> sex >> d.birth_month >> std::ws;
  std::getline(words, d.number);
  d.type = *db::from_word<IdType>(type);
  d.sex = *db::from_word<people::Sex>(sex);
  return d;
}

std::string value_of(const people::Person& person, std::string_view field, const crypto::Keyring& keys) {
  if (field == "id_number") return text_of(document_of(person, keys));
  if (field == "phone") return people::open_phone(keys, person).value_or("");
  auto facts = person.facts;
  return *fact_of(facts, field);
}

/// Whether she still has what a merge gave her. Of a document the number tells.
bool still_has(const people::Person& person, std::string_view field, const std::string& given, const crypto::Keyring& keys) {
  if (field != "id_number") return value_of(person, field, keys) == given;
  const auto now = document_of(person, keys), then = document_in(given);
  return now.type == then.type && now.number == then.number;
}

/// A person's row as it is to be, with what finds her.
class Draft {
 public:
  Draft(const Hall& hall, const people::Person& before)
      : hall_(hall),
        before_(before),
        after_{.id = before.id, .facts = before.facts, .name_key = {}, .id_sealed = before.id_sealed, .phone_sealed = before.phone_sealed} {
  }

  void give(std::string_view field, const std::string& value) {
    if (field == "id_number") return give_document(document_in(value));
    if (field == "phone") return give_phone(value);
    if (field == "name") {
      gone_.add_name(before_.id, before_.facts.name);
      come_.add_name(before_.id, value);
    }
    *fact_of(after_.facts, field) = value;
  }
  void give_document(const Document& d) {
    give_number(d.type, d.number);
    after_.facts.sex = d.sex;
    after_.facts.birth_month = d.birth_month;
  }
  void give_number(IdType type, std::string_view number) {
    after_.facts.id_type = type;
    after_.id_sealed = people::prepare(hall_.keys, before_.id, after_.facts, number, std::nullopt).id_sealed;
  }

  /// Outside the transaction, once all is given.
  void make_ready() {
    after_.name_key = names::sort_key(after_.facts.name);
    gone_.sort();
    come_.sort();
  }
  bool write(db::Session& db, Instant now) const {
    if (!people::change(db, before_, after_, now)) return false;
    if (before_.facts.name != after_.facts.name) members::store::rename(db, before_.id, after_.name_key);
    people::remove_search_rows(db, gone_);
    people::add_search_rows(db, come_);
    return true;
  }
  const people::Facts& facts() const { return after_.facts; }

 private:
  void give_phone(const std::string& text) {
    const auto numbering = hall_.settings.demo ? Numbering::demo : Numbering::real;
    const auto parsed = [&](const std::string& number) { return Phone::parse(number, numbering); };
    if (const auto old = people::open_phone(hall_.keys, before_)) {
      if (const auto phone = parsed(*old)) {
        for (const auto& key : people::all_keys_of(hall_.keys, *phone)) gone_.add_phone(before_.id, key);
      }
    }
    after_.phone_sealed.reset();
    if (const auto phone = parsed(text)) {
      after_.phone_sealed = people::seal_phone(hall_.keys, before_.id, *phone);
      come_.add_phone(before_.id, people::key_of(hall_.keys, *phone));
    }
  }

  const Hall& hall_;
  people::Person before_;
  people::NewPerson after_;
  people::SearchRows gone_, come_;
};

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

bool at_employers(db::Session& db, const access::Actor& actor) {
  return orgs::of_employer(orgs::find(db, actor.in_force->org)->facts.level);
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

/// What stood in a field of hers, where that came from (0: from where her record comes), and what was given instead.
struct Image {
  std::string field, was, given;
  std::int64_t source = 0;
};

std::string text_of(const std::vector<Image>& images) {
  json::array all;
  for (const auto& one : images) all.push_back({{"field", one.field}, {"was", one.was}, {"given", one.given}, {"source", one.source}});
  return json::serialize(all);
}

std::vector<Image> images_in(const std::string& text) {
  std::vector<Image> images;
  const auto all = json::parse(text);
  for (const auto& one : all.as_array()) {
    images.push_back({.field = std::string(one.at("field").as_string()),
                      .was = std::string(one.at("was").as_string()),
                      .given = std::string(one.at("given").as_string()),
                      .source = one.at("source").as_int64()});
  }
  return images;
}

std::string joined(std::string_view status, const Member& m) {
  return fmt::format("{} {} {}{}{}", status, m.changed_on, m.change_kind, m.change_cause.empty() ? "" : " ", m.change_cause);
}

/// A field's name where its source is kept; a document stands for what it says.
std::vector<std::string_view> names_of(std::string_view field) {
  if (field == "id_number") return {"id_number", "sex", "birth_month"};
  return {field};
}

/// A living membership of hers is counted by her sex and birth.
void recount(db::Session& db, Hall& hall, PersonId person, const people::Facts& before, const people::Facts& after) {
  if (before.sex == after.sex && before.birth_month == after.birth_month) return;
  figures::Deltas deltas;
  for (const auto& living : members::living(db, {person})) {
    count(deltas, living, before.sex, before.birth_month, -1);
    count(deltas, living, after.sex, after.birth_month, 1);
  }
  figures::record(db, hall, deltas);
}

Happened happened(MemberId member, std::string_view what, AccountId by, SourceId source) {
  return {
      .member = member, .what = std::string(what), .field = "", .value_from = "", .value_to = "", .cause = "", .by = by, .source = source};
}

void audited(db::Session& db, Hall& hall, const By& by, std::string_view what, PersonId stands, PersonId led, OrgId org) {
  audit::record(db, hall,
                {.actor = by.actor.account,
                 .role = by.actor.in_force->id.value,
                 .what = what,
                 .subject_kind = "person",
                 .subject = stands.value,
                 .org = org,
                 .detail = led.text(),
                 .request = by.request});
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

// ── What an undoing leaves ─────────────────────────────────────────────────────────────────────────────────────

struct Back {
  By by;
  store::Row row;
  people::Person stands, led;  // the rows as they are
  Draft her, other;
  std::vector<Image> restored;
  Undone undone;
  sources::Source source;
};

/// The membership that had ended comes back, where nothing stands in its way.
Returned bring_back(db::Session& db, Hall& hall, const Back& back, Instant now) {
  if (!back.row.ended) return Returned::none;
  const auto ended = members::find(db, *back.row.ended);
  if (!ended || ended->version != back.row.ended_version || ended->status != Status::cancelled) return Returned::changed_since;
  if (!orgs::active(db, {ended->org})) return Returned::union_dissolved;
  auto again = *ended;
  std::istringstream from(back.row.ended_from);
  std::string status;
  again.change_kind.clear();
  again.change_cause.clear();
  from >> status >> again.changed_on >> again.change_kind >> again.change_cause;
  again.status = *db::from_word<Status>(status);
  if (!rewrite(db, hall, *ended, again, back.by.actor.account, back.source.id, now)) return Returned::changed_since;
  return Returned::back;
}

Result<Undone, Refusal> write_undoing(db::Session& db, Hall& hall, const Back& back) {
  const auto now = hall.clock.now();
  const auto stands = back.row.stands, led = back.row.led;
  const auto account = back.by.actor.account;
  if (people::standing(db, stands) != stands || !store::is_latest(db, back.row) || !store::mark_undone(db, back.row.id, account, now))
    return no(Refusal::changed_meanwhile);
  sources::add(db, hall.ids.region(), back.source);
  if (!back.her.write(db, now) || !back.other.write(db, now)) return no(Refusal::changed_meanwhile);
  recount(db, hall, stands, back.stands.facts, back.her.facts());
  people::stand_again(db, led, store::led_before(db, led));

  auto undone = back.undone;
  undone.membership = bring_back(db, hall, back, now);
  std::vector<Happened> events{happened(undone.member, "parted", account, back.source.id),
                               happened(undone.other, "parted", account, back.source.id)};
  for (const auto& image : back.restored) {
    for (const auto name : names_of(image.field)) {
      if (image.source)
        sources::set_field(db, stands.value, name, SourceId{image.source});
      else
        sources::forget_field(db, stands.value, name);
    }
    events.push_back(happened(undone.member, "field", account, back.source.id));
    events.back().field = image.field;
    if (image.field == "id_number" || image.field == "phone") continue;
    events.back().value_from = image.given;
    events.back().value_to = image.was;
  }
  remember(db, hall, events, now);
  audited(db, hall, back.by, "unmerge", stands, led, members::find(db, undone.member)->org);
  return undone;
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

Result<Undoing, Refusal> undoing_of(Hall& hall, const By& by, MergeId id) {
  std::optional<store::Row> row;
  std::optional<people::Person> stands, led;
  sources::Source source;
  Undone undone;
  const auto refusal = hall.db.snapshot([&](db::Session& db) -> std::optional<Refusal> {
    row = store::find(db, id);
    if (!row) return Refusal::not_found;
    undone.other = row->member_led;
    const auto living = members::living(db, {row->stands});
    undone.member = living.empty() ? row->member_stands : living.front().id;
    for (const auto member : {row->member_stands, undone.member, undone.other}) {
      const auto record = members::store::find(db, member);
      if (!record || !by.actor.reaches(record->org_path)) return Refusal::not_found;
    }
    if (at_employers(db, by.actor)) return Refusal::decided_above;
    if (row->undone_at) return Refusal::undone_already;
    if (!row->before_sealed || row->at + std::chrono::days{hall.settings.undo_days} < hall.clock.now()) return Refusal::too_late;
    if (people::standing(db, row->stands) != row->stands || !store::is_latest(db, *row)) return Refusal::merged_further;
    stands = people::find_row(db, row->stands);
    led = people::find_row(db, row->led);
    source = said_by(db, hall, by.actor.account);
    return std::nullopt;
  });
  if (refusal) return no(*refusal);

  const auto before = hall.keys.open(*row->before_sealed, before_place(id));
  if (!before) throw std::runtime_error("person_merges.before_sealed does not open");
  const auto back = std::make_shared<Back>(Back{.by = by,
                                                .row = *row,
                                                .stands = *stands,
                                                .led = *led,
                                                .her = Draft(hall, *stands),
                                                .other = Draft(hall, *led),
                                                .restored = {},
                                                .undone = undone,
                                                .source = source});
  for (auto& image : images_in(*before)) {
    if (image.field == "id_number") {
      const auto own = document_in(image.given);
      back->other.give_number(own.type, own.number);
    }
    const auto* name = std::ranges::find(all_fields, image.field);
    if (!still_has(*stands, image.field, image.given, hall.keys)) {
      back->undone.kept.push_back(*name);
      continue;
    }
    back->her.give(image.field, image.was);
    back->restored.push_back(std::move(image));
  }
  back->her.make_ready();
  back->other.make_ready();
  return Undoing{
      .stands = row->stands, .led = row->led, .write = [&hall, back](db::Session& db) { return write_undoing(db, hall, *back); }};
}

std::int64_t forget_old(Hall& hall) {
  const auto before = hall.clock.now() - std::chrono::days{hall.settings.undo_days};
  std::int64_t all = 0;
  while (const auto forgotten = hall.db.write_in_background([&](db::Session& db) { return store::forget_before(db, before); }))
    all += forgotten;
  return all;
}

std::optional<Instant> may_be_undone_until(const Done& one, const Hall& hall) {
  const auto until = one.at + std::chrono::days{hall.settings.undo_days};
  if (one.undone_at || !one.kept || until < hall.clock.now()) return std::nullopt;
  return until;
}

}  // namespace unionhall::members::merging
