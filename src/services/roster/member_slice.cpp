#include "services/roster/member_slice.h"

#include <algorithm>
#include <future>
#include <iterator>

#include "base/names.h"
#include "crypto/rotation.h"
#include "hall/orgs/orgs.h"
#include "hall/people/written_keys.h"
#include "hall/sources/sources.h"

namespace unionhall::roster {
namespace {

using imports::chunk_rows;
using imports::Fate;
using imports::Outcome;
using imports::Topic;

constexpr std::size_t looked_up_at_once = 500, claimed_at_once = 4'000;

std::uint64_t key_of(const std::string& text) { return std::hash<std::string>{}(text) | 1; }

std::string kind_of(const Line& line) { return std::string(db::word(line.row.document->type())); }

/// During a rotation of keys a document has a digest under each.
std::string digest_of(const crypto::Keyring& keys, const Line& line, int key_no) {
  return key_no == line.key_no ? line.digest : keys.digest(kind_of(line), line.row.document->number(), key_no);
}

/// Calls `f` for one batch of `all` after the other.
template <class T, class F>
void in_batches(const std::vector<T>& all, std::size_t size, F f) {
  for (std::size_t from = 0; from < all.size(); from += size) {
    f(std::vector<T>(all.begin() + static_cast<std::ptrdiff_t>(from),
                     all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + size))));
  }
}

}  // namespace

MemberSlice::MemberSlice(MemberImport& import, const std::vector<imports::Row>& rows)
    : import_(import), lines_(rows.size()), verdicts_(rows.size()) {
  read(rows);
  find_unions(all_good());
  const auto lines = all_good();
  look_up(lines);
  make_plans(lines);
  if (!import.task.writes) suspect_doubles(import, lines_, verdicts_);
}

/// Reads each row by itself, half of them on another thread.
void MemberSlice::read(const std::vector<imports::Row>& rows) {
  const auto& keys = import_.hall.keys;
  const auto part = [&](std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i) {
      auto& line = lines_[i];
      auto [row, remarks] = read_member_row(rows[i], import_.numbering(), import_.task.today);
      verdicts_[i].row = rows[i].number;
      line.good = std::ranges::none_of(remarks, [](const auto& remark) { return remark.outcome != Outcome::warning; });
      verdicts_[i].remarks = std::move(remarks);
      line.row = std::move(row);
      if (!line.good) continue;
      line.key_no = crypto::sealing(keys);
      line.digest = keys.digest(db::word(line.row.document->type()), line.row.document->number(), line.key_no);
      if (line.row.phone) line.phone_digest = keys.digest("phone", line.row.phone->text(), line.key_no);
    }
  };
  const auto half = rows.size() / 2;
  auto first = std::async(std::launch::async, part, std::size_t{0}, half);
  part(half, rows.size());
  first.get();
}

void MemberSlice::find_unions(const Lines& lines) {
  for (const auto i : lines) {
    auto& line = lines_[i];
    const bool coded = !line.row.union_code.empty(), named = !line.row.union_name.empty();
    const auto found = import_.unions.of(line.row.union_code, line.row.union_name);
    line.org = found.org;
    if (!found.wrong) continue;
    line.good = false;
    verdicts_[i].fate = Fate::held;
    const bool ambiguous = *found.wrong == UnionFinder::Wrong::ambiguous;
    verdicts_[i].remarks.push_back({.column = coded   ? union_code
                                              : named ? union_name
                                                      : -1,
                                    .code = ambiguous ? "union_ambiguous"
                                            : coded   ? "union_code_not_found"
                                                      : "union_not_found",
                                    .topic = Topic::union_,
                                    .shown = coded   ? line.row.union_code
                                             : named ? line.row.union_name
                                                     : import_.task.filled_in_by,
                                    .params = {{"nearest", found.nearest}}});
  }
}

MemberSlice::Lines MemberSlice::all_good() const {
  Lines lines;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].good) lines.push_back(i);
  }
  return lines;
}

void MemberSlice::look_up(const Lines& lines) {
  find_claims(lines);
  find_on_record(lines);
}

void MemberSlice::find_claims(Lines lines) {
  // By digest, so that the pages of the index are met in their order.
  std::ranges::sort(lines, {},
                    [&](std::size_t i) { return std::pair(lines_[i].row.document->type(), std::string_view(lines_[i].digest)); });
  const auto& keys = import_.hall.keys;
  for (const int key_no : keys.numbers()) {
    for (auto from = lines.begin(); from != lines.end();) {
      const auto type = lines_[*from].row.document->type();
      std::vector<std::string> digests;
      auto to = from;
      for (; to != lines.end() && digests.size() < looked_up_at_once && lines_[*to].row.document->type() == type; ++to) {
        digests.push_back(digest_of(keys, lines_[*to], key_no));
      }
      const auto claims = import_.hall.db.read([&](db::Session& db) { return people::claims(db, db::word(type), key_no, digests); });
      for (auto digest = digests.begin(); from != to; ++from, ++digest) {
        if (const auto claim = claims.find(*digest); claim != claims.end()) {
          lines_[*from].person = claim->second;
          lines_[*from].drawn_elsewhere = true;
        }
      }
    }
  }
}

void MemberSlice::find_on_record(const Lines& lines) {
  std::vector<PersonId> people;
  for (const auto i : lines) {
    auto& line = lines_[i];
    line.on_record = nullptr;
    if (const auto who = line.same_as ? line.same_as : line.person; who) people.push_back(who);
  }
  std::ranges::sort(people);
  people.erase(std::ranges::unique(people).begin(), people.end());

  in_batches(people, looked_up_at_once, [&](const std::vector<PersonId>& batch) {
    std::map<MemberId, std::string> hidden;
    auto [found, memberships] = import_.hall.db.snapshot([&](db::Session& db) {
      auto all = members::of_people(db, batch);
      std::vector<MemberId> living;
      for (const auto& member : all) {
        if (alive(member.status)) living.push_back(member.id);
      }
      if (!living.empty()) hidden = cases::hidden::paths(db, living);
      return std::pair(people::find_all(db, batch), std::move(all));
    });
    for (auto& person : found) {
      auto on_record = std::make_unique<OnRecord>();
      on_record->phone = people::open_phone(import_.hall.keys, person);
      on_record->id_number = people::open_id_number(import_.hall.keys, person);
      on_record->person = std::move(person);
      known_[on_record->person.id.value] = std::move(on_record);
    }
    for (auto& member : memberships) {
      const auto known = known_.find(member.person.value);
      if (known == known_.end()) continue;
      if (!alive(member.status)) {
        known->second->ended.push_back(std::move(member));
        continue;
      }
      if (const auto path = hidden.find(member.id); path != hidden.end()) known->second->hidden_path = path->second;
      known->second->living = std::move(member);
    }
  });
  for (const auto i : lines) {
    auto& line = lines_[i];
    const auto known = known_.find((line.same_as ? line.same_as : line.person).value);
    if (known != known_.end()) line.on_record = known->second.get();
  }
}

/// Whom the row's union must not know of is planned for as a stranger, or as somebody who is nobody's member now.
Plan MemberSlice::plan_of(Line& line) {
  using cases::hidden::Known;
  const auto* on_record = line.on_record;
  line.known = Known::all;
  std::optional<OnRecord> under_another;
  if (on_record != nullptr && !line.same_as && on_record->id_number != line.row.document->number()) {
    under_another = *on_record;
    under_another->by_another_document = true;
    on_record = &*under_another;
  }
  if (on_record == nullptr || on_record->hidden_path.empty()) return plan(line.row, line.org, on_record, import_.rules);
  const auto path = import_.hall.db.read([&](db::Session& db) { return orgs::path_of(db, line.org); });
  line.known = cases::hidden::known_at(path, on_record->hidden_path, on_record->person, *on_record->living);
  if (line.known == Known::nothing) return plan(line.row, line.org, nullptr, import_.rules);
  auto seen = *on_record;
  if (line.known == Known::not_the_membership) seen.living.reset();
  return plan(line.row, line.org, &seen, import_.rules);
}

void MemberSlice::make_plans(const Lines& lines) {
  for (const auto i : lines) {
    auto& line = lines_[i];
    auto& verdict = verdicts_[i];
    line.plan = plan_of(line);
    // Who is said to be somebody on record changes her by her document alone.
    verdict.fate = line.same_as && line.plan.fate == Fate::same ? Fate::changed : line.plan.fate;
    verdict.remarks.clear();
    for (auto& remark : line.plan.remarks) {
      if (remark.code == "in_another_union") {
        remark.shown = line.row.document->masked();
        remark.params["union"] = import_.unions.name_of(line.on_record->living->org);
        remark.params["to"] = line.org.text();
        remark.other = line.on_record->living->id.value;
      }
      verdict.remarks.push_back(std::move(remark));
    }
    verdict.identity_key = key_of(line.digest);
    verdict.phone_key = line.phone_digest.empty() ? 0 : key_of(line.phone_digest);
    const bool new_with_phone = line.on_record == nullptr && !line.phone_digest.empty();
    verdict.likeness_key =
        new_with_phone ? key_of(line.row.facts.name + "/" + std::to_string(line.row.facts.birth_month) + "/" + line.phone_digest) : 0;
  }
}

void MemberSlice::hold(std::size_t i) {
  lines_[i].left_alone = true;
  verdicts_[i].fate = Fate::held;
  verdicts_[i].remarks.clear();
}

void MemberSlice::decide(std::size_t i, imports::Decision decision, std::int64_t other) {
  auto& line = lines_[i];
  if (decision == imports::Decision::different) return;  // then nothing stands in its way
  if (!line.good || line.on_record != nullptr) return;   // her own document tells by now who she is
  line.same_as = import_.hall.db.read([&](db::Session& db) { return people::standing(db, PersonId{other}); });
  find_on_record({i});
  make_plans({i});
}

void MemberSlice::prepare(std::span<const std::int64_t> ids) {
  const auto next_id = [ids](std::size_t line, int which) { return ids[2 * line + static_cast<std::size_t>(which)]; };
  claim(all_good(), next_id);
  chunks_.resize((lines_.size() + chunk_rows - 1) / chunk_rows);
  for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) prepare_chunk(chunk, next_id);
}

/// Claims the documents of people who are new. Where somebody claims one at the same time, the first claim holds. The
/// document of somebody on record is claimed where it is written (write): a kill between the two would leave her with the
/// claim of a number that her record does not have.
void MemberSlice::claim(const Lines& lines, const NextId& next_id) {
  const auto& keys = import_.hall.keys;
  const auto written = crypto::written(keys);
  std::vector<std::pair<std::vector<people::Claim>, std::size_t>> wanted;  // a document under each key, and its line
  for (const auto i : lines) {
    auto& line = lines_[i];
    if (verdicts_[i].fate == Fate::held || line.person || line.same_as) continue;
    line.person = PersonId{next_id(i, 0)};
    std::vector<people::Claim> claims;
    for (const int key_no : written) claims.push_back({{kind_of(line), key_no, digest_of(keys, line, key_no)}, line.person});
    wanted.emplace_back(std::move(claims), i);
  }
  std::ranges::sort(wanted, {}, [](const auto& document) -> const people::DocumentKey& { return document.first.front().key; });

  std::map<std::size_t, PersonId> overtaken;  // whom we proposed
  in_batches(wanted, claimed_at_once, [&](const auto& batch) {
    std::vector<people::Claim> claims;
    claims.reserve(batch.size());
    for (const auto& [document, line] : batch) std::ranges::copy(document, std::back_inserter(claims));
    const auto made = import_.hall.db.write_in_background([&](db::Session& db) { return people::claim(db, claims); });
    if (made == static_cast<std::int64_t>(claims.size())) return;
    for (const auto& [document, line] : batch) overtaken.emplace(line, document.front().person);
  });
  if (overtaken.empty()) return;
  Lines again;
  for (const auto& [i, proposed] : overtaken) {
    lines_[i].person = {};
    again.push_back(i);
  }
  look_up(again);
  for (const auto& [i, proposed] : overtaken) lines_[i].drawn_elsewhere = lines_[i].person != proposed;
  make_plans(again);
}

/// Under the key that its digest is reckoned under for free, and whatever else is written.
std::vector<people::PhoneKey> MemberSlice::phone_keys_of(const Line& line) const {
  const auto& keys = import_.hall.keys;
  std::vector<people::PhoneKey> written;
  for (const int key_no : crypto::written(keys)) {
    written.push_back({key_no, key_no == line.key_no ? line.phone_digest : keys.digest("phone", line.row.phone->text(), key_no)});
  }
  return written;
}

void MemberSlice::prepare_chunk(std::size_t number, const NextId& next_id) {
  auto& chunk = chunks_[number];
  chunk = {};
  const auto from = number * chunk_rows, to = std::min(lines_.size(), from + chunk_rows);
  chunk.people.reserve(to - from);
  chunk.members.reserve(to - from);
  for (auto i = from; i < to; ++i) {
    const auto& line = lines_[i];
    switch (verdicts_[i].fate) {
      case Fate::held:
        break;
      case Fate::same:
        // Done before a kill, perhaps, and not yet findable.
        if (import_.task.resumed) {
          chunk.search.add_name(line.on_record->person.id, line.row.facts.name);
          if (line.row.phone) people::add_phones(chunk.search, line.on_record->person.id, phone_keys_of(line));
        }
        break;
      case Fate::fresh:
      case Fate::changed:
        if (line.on_record == nullptr)
          prepare_new(chunk, i, next_id);
        else
          prepare_change(chunk, i, next_id);
    }
  }
}

void MemberSlice::prepare_new(Chunk& chunk, std::size_t i, const NextId& next_id) {
  auto& line = lines_[i];
  const auto& hall = import_.hall;
  chunk.search.add_name(line.person, line.row.facts.name);
  if (line.row.phone) people::add_phones(chunk.search, line.person, phone_keys_of(line));

  auto person = people::prepare(hall.keys, line.person, std::move(line.row.facts), line.row.document->number(), line.row.phone);
  auto member = *line.plan.after;
  member.id = MemberId{next_id(i, 1)};
  member.person = line.person;
  member.name_key = person.name_key;
  member.source = import_.task.source;
  members::count(chunk.deltas, member, person.facts.sex, person.facts.birth_month, 1);
  if (line.drawn_elsewhere) chunk.drawn_elsewhere.push_back(line.person);
  chunk.lines_of_people.push_back(i);
  chunk.people.push_back(std::move(person));
  chunk.members.push_back(std::move(member));
}

void MemberSlice::prepare_change(Chunk& chunk, std::size_t i, const NextId& next_id) {
  const auto& line = lines_[i];
  const auto& keys = import_.hall.keys;
  const auto& before = line.on_record->person;
  Change change{.person_before = before};

  using cases::hidden::Known;
  change.begins_anew = line.known == Known::nothing;
  auto facts = change.begins_anew ? line.row.facts : line.plan.facts.value_or(before.facts);
  if (line.same_as) facts.id_type = line.row.document->type();
  change.person_after = people::prepare(keys, before.id, std::move(facts), line.row.document->number(), line.row.phone);
  if (!line.same_as) change.person_after.id_sealed = before.id_sealed;
  if (!line.plan.phone_changes && !change.begins_anew) change.person_after.phone_sealed = before.phone_sealed;
  const auto& after = change.person_after;

  // A membership of hers, too, where nothing of it changes but the person's name.
  change.member_before = line.plan.before;
  if (!change.member_before && line.known == Known::all) change.member_before = line.on_record->living;
  change.member_after = line.plan.after ? line.plan.after : change.member_before;
  const bool made = line.plan.after && !line.plan.before;
  if (made) {
    change.member_before.reset();
    change.member_after->id = MemberId{next_id(i, 1)};
    change.member_after->person = before.id;
    change.member_after->source = import_.task.source;
    if (line.known != Known::all) change.hidden = line.on_record->living;
  }
  if (change.member_after) change.member_after->name_key = after.name_key;
  // A new membership counts the person up as well: whoever takes her back meanwhile must meet it.
  change.person_changes = line.plan.facts || made || line.same_as;

  if (change.member_after) change.told_of = change.member_after->id;
  if (change.member_before) members::count(chunk.deltas, *change.member_before, before.facts.sex, before.facts.birth_month, -1);
  if (change.member_after) members::count(chunk.deltas, *change.member_after, after.facts.sex, after.facts.birth_month, 1);
  if (!made && !line.plan.after && (!change.member_before || change.member_before->name_key == after.name_key)) {
    change.member_before.reset();
    change.member_after.reset();
  }

  change.person_fields = line.plan.changed;
  if (line.same_as) change.person_fields.emplace_back("id_number");
  describe(change, import_.task.source);

  BeforeImage image{.person = before, .member = change.member_before};
  image.person_version_after = change.begins_anew ? 1 : before.version + (change.person_changes ? 1 : 0);
  if (line.same_as) image.claimed = people::all_keys_of(keys, line.row.document->type(), line.row.document->number());
  if (line.same_as) {
    const auto written = people::written_keys_of(keys, line.row.document->type(), line.row.document->number());
    std::ranges::copy(people::claims_of(written, before.id), std::back_inserter(chunk.claims));
  }
  if (made) image.made = change.member_after->id;
  import_.hall.db.read([&](db::Session& db) {
    image.person_written_at = people::written_at(db, {before.id}).at(before.id);
    image.person_fields = sources::fields_of(db, before.id.value);
    if (!change.member_before) return;
    image.member_written_at = members::written_at(db, {change.member_before->id}).at(change.member_before->id);
    image.member_fields = sources::fields_of(db, change.member_before->id.value);
  });
  change.image = sealed(keys, image);

  if (before.facts.name != after.facts.name) {
    change.search_before.add_name(before.id, before.facts.name);
    change.search_after.add_name(before.id, after.facts.name);
  }
  if (line.plan.phone_changes || change.begins_anew) {
    people::add_phones(change.search_before, before.id, people::all_phone_keys_of(keys, before));
    if (line.row.phone) people::add_phones(change.search_after, before.id, phone_keys_of(line));
  }
  chunk.changes.push_back(std::move(change));
}

bool MemberSlice::write(db::Session& db, std::size_t from, std::size_t) {
  const auto& chunk = chunks_[from / chunk_rows];
  auto& hall = import_.hall;
  const auto& task = import_.task;
  if (people::claim(db, chunk.claims) != static_cast<std::int64_t>(chunk.claims.size())) return false;
  people::add(db, chunk.people, hall.ids.region(), task.source, task.now);
  if (!members::add(db, chunk.members, hall.ids.region(), task.now)) return false;
  for (const auto person : chunk.drawn_elsewhere) remember_made(db, task.id, person);
  for (const auto& change : chunk.changes) {
    if (!write_change(db, hall, task, change)) return false;
  }
  if (!chunk.deltas.empty()) figures::record(db, hall, chunk.deltas);
  return true;
}

void MemberSlice::look_again(std::size_t from, std::size_t to) {
  auto& chunk = chunks_[from / chunk_rows];
  for (std::size_t n = 0; n < chunk.people.size(); ++n) lines_[chunk.lines_of_people[n]].row.facts = std::move(chunk.people[n].facts);
  Lines lines;
  for (auto i = from; i < to; ++i) {
    if (!lines_[i].good || lines_[i].left_alone) continue;
    lines_[i].person = {};
    lines_[i].drawn_elsewhere = false;
    verdicts_[i].remarks.clear();
    lines.push_back(i);
  }
  import_.unions.forget();  // one of them may have been dissolved meanwhile
  find_unions(lines);
  std::erase_if(lines, [this](std::size_t i) { return !lines_[i].good; });
  find_claims(lines);
  for (const auto i : lines) {
    if (lines_[i].person) lines_[i].same_as = {};  // her own document tells by now who she is
  }
  find_on_record(lines);
  make_plans(lines);
  const auto next_id = [this](std::size_t, int) { return import_.hall.ids.next<struct Person>().value; };
  claim(lines, next_id);
  prepare_chunk(from / chunk_rows, next_id);
}

std::vector<people::SearchRows> MemberSlice::take_search_rows() const {
  std::vector<people::SearchRows> rows;
  rows.reserve(chunks_.size());
  for (auto& chunk : chunks_) rows.push_back(std::move(chunk.search));
  return rows;
}

}  // namespace unionhall::roster
