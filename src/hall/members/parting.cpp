// Two records that had become one are two again.
#include <algorithm>
#include <memory>
#include <sstream>

#include "hall/members/merge_parts.h"
#include "hall/members/merging_store.h"
#include "hall/members/rewriting.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members::merging {
namespace {

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
