// An import of members is taken back: whom it changed becomes who she was, whom it made goes. Who was changed since by
// somebody else stays as she is, and is listed.
#include "services/roster/member_undo.h"

#include <algorithm>

#include "base/names.h"
#include "hall/cases/hidden.h"
#include "hall/orgs/orgs.h"
#include "hall/people/written_keys.h"
#include "hall/sources/sources.h"

namespace unionhall::roster {
namespace {

using imports::Undone;

constexpr int undone_at_once = 250;                                   // people; each is several rows
constexpr std::int64_t a_minute_of_ids = std::int64_t{60'000} << 22;  // ids may run ahead of the clock

class Undo {
 public:
  Undo(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone)
      : hall_(hall), import_(import), on_undone_(on_undone) {}

  void run(const std::function<bool()>& go_on) {
    for (PersonId after; go_on();) {
      const auto images = hall_.db.read([&](db::Session& db) { return roster::images(db, import_.id, after, undone_at_once); });
      if (images.empty()) break;
      after = images.back().person;
      std::vector<BeforeImage> changed;
      std::vector<PersonId> made;
      for (const auto& image : images) {
        if (image.sealed.empty())
          made.push_back(image.person);
        else
          changed.push_back(opened(hall_.keys, image)), changed.back().person_version_after = image.version_after;
      }
      in_one_write([&](db::Session& db, Undone& undone, figures::Deltas& deltas) {
        for (const auto& image : changed) restore(db, image, undone, deltas);
        remove_all(db, people::find_all(db, made), undone, deltas);
      });
    }
    const PersonId last{import_.last_id + a_minute_of_ids};
    for (PersonId after{import_.first_id - 1}; go_on();) {
      const auto people =
          hall_.db.read([&](db::Session& db) { return people::brought_by(db, import_.source, after, last, undone_at_once); });
      if (people.empty()) break;
      after = people.back().id;
      in_one_write([&](db::Session& db, Undone& undone, figures::Deltas& deltas) { remove_all(db, people, undone, deltas); });
    }
  }

 private:
  template <class F>
  void in_one_write(F f) {
    hall_.db.write_in_background([&](db::Session& db) {
      Undone undone;
      figures::Deltas deltas;
      f(db, undone, deltas);
      if (!deltas.empty()) figures::record(db, hall_, deltas);
      on_undone_(db, undone);
    });
  }

  void keep(db::Session& db, PersonId person, Undone& undone) {
    if (mark_kept(db, import_.id, person)) ++undone.kept;
  }

  void restore(db::Session& db, const BeforeImage& image, Undone& undone, figures::Deltas& deltas) {
    const auto id = image.person.id;
    const auto person = people::find_row(db, id);
    const auto member = image.member ? members::find(db, image.member->id) : image.made ? members::find(db, image.made) : std::nullopt;
    const std::int64_t member_version = image.member ? image.member->version + 1 : 1;
    const bool changed_since = !person || person->version != image.person_version_after ||
                               ((image.member || image.made) && (!member || member->version != member_version));
    const bool union_is_gone = image.member && alive(image.member->status) && !orgs::hold_active(db, {image.member->org});
    if (changed_since || union_is_gone) return keep(db, id, undone);

    people::put_back(db, image.person, names::sort_key(image.person.facts.name), image.person_written_at, person->version);
    sources::put_back_fields(db, id.value, import_.source, image.person_fields);
    if (!image.claimed.empty()) {
      // Reckoned anew: the keys may have gone on since.
      people::remove_claims(db, id, people::all_keys_of(hall_.keys, person->facts.id_type, people::open_id_number(hall_.keys, *person)));
      const auto number = people::open_id_number(hall_.keys, image.person);
      people::affirm(db, people::claims_of(people::written_keys_of(hall_.keys, image.person.facts.id_type, number), id));
    }
    put_back_search_rows(db, *person, image.person);

    // What is counted of her besides, where only her own row changed.
    const auto living = member ? std::nullopt : living_of(db, id);
    const auto& counted = member ? member : living;
    if (counted) members::count(deltas, *counted, person->facts.sex, person->facts.birth_month, -1);
    if (living) members::count(deltas, *living, image.person.facts.sex, image.person.facts.birth_month, 1);
    if (image.member) {
      members::put_back(db, *image.member, *member, image.member_written_at);
      sources::put_back_fields(db, member->id.value, import_.source, image.member_fields);
      members::count(deltas, *image.member, image.person.facts.sex, image.person.facts.birth_month, 1);
    } else if (image.made) {
      members::remove_unchanged(db, *member);
      sources::forget_fields(db, member->id.value);
    }
    if (counted) members::forget(db, counted->id, import_.source);
    if (image.made) cases::hidden::come_back(db, hall_, id, import_.source, hall_.clock.now());
    forget_image(db, import_.id, id);
    // Whose record began anew with this import was a stranger to its union, and is one again.
    ++(person->source == import_.source ? undone.removed : undone.restored);
  }

  static std::optional<members::Member> living_of(db::Session& db, PersonId person) {
    const auto living = members::living(db, {person});
    return living.empty() ? std::nullopt : std::optional(living.front());
  }

  void put_back_search_rows(db::Session& db, const people::Person& now, const people::Person& before) {
    const auto& keys = hall_.keys;
    people::SearchRows gone, again;
    if (now.facts.name != before.facts.name) {
      gone.add_name(now.id, now.facts.name);
      again.add_name(now.id, before.facts.name);
    }
    const auto phone_now = people::open_phone(keys, now), phone_before = people::open_phone(keys, before);
    if (phone_now != phone_before) {
      people::add_phones(gone, now.id, people::all_phone_keys_of(keys, now));
      people::add_phones(again, now.id, people::written_phone_keys_of(keys, before));
    }
    people::remove_search_rows(db, gone);
    people::add_search_rows(db, again);
  }

  /// People whom the import recorded first. Whoever was changed since, in her row or in her membership, stays.
  void remove_all(db::Session& db, const std::vector<people::Person>& people, Undone& undone, figures::Deltas& deltas) {
    std::vector<PersonId> ids;
    for (const auto& person : people) ids.push_back(person.id);
    std::map<PersonId, std::vector<members::Member>> memberships;
    for (auto& member : members::of_people(db, ids)) memberships[member.person].push_back(std::move(member));
    // Somebody said that she is not the other one: her document keeps its place, so that this stays said.
    std::vector<PersonId> told_apart;
    for (const auto& [one, other] : people::kept_apart(db, ids)) told_apart.insert(told_apart.end(), {one, other});

    for (const auto& person : people) {
      const auto& hers = memberships[person.id];
      const bool untouched = person.version == 1 && hers.size() == 1 && hers[0].version == 1 && hers[0].source == import_.source;
      if (!untouched || !people::remove_unchanged(db, person.id)) {
        keep(db, person.id, undone);
        continue;
      }
      members::remove_unchanged(db, hers[0]);
      members::count(deltas, hers[0], person.facts.sex, person.facts.birth_month, -1);
      const auto number = people::open_id_number(hall_.keys, person);
      if (std::ranges::find(told_apart, person.id) == told_apart.end()) {
        people::remove_claims(db, person.id, people::all_keys_of(hall_.keys, person.facts.id_type, number));
      }
      people::SearchRows rows;
      rows.add_name(person.id, person.facts.name);
      people::add_phones(rows, person.id, people::all_phone_keys_of(hall_.keys, person));
      people::remove_search_rows(db, rows);
      forget_image(db, import_.id, person.id);
      ++undone.removed;
    }
  }

  Hall& hall_;
  const imports::Import& import_;
  const imports::OnUndone& on_undone_;
};

}  // namespace

void undo_members(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on) {
  Undo(hall, import, on_undone).run(go_on);
}

}  // namespace unionhall::roster
