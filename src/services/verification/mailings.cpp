#include "services/verification/mailings.h"

#include <algorithm>

#include "base/names.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "hall/texts/texts.h"
#include "services/verification/mailings_store.h"

namespace unionhall::verification::mailings {
namespace {

constexpr int prepared_at_once = 2000, sent_at_once = 500;
constexpr std::chrono::seconds burst_most{10};

/// A chunk of one mailing's links; false when it is no longer being prepared by us.
bool prepare_chunk(Hall& hall, const Mailing& mailing) {
  const auto found = hall.db.read(
      [&](db::Session& db) { return store::candidates(db, hall.ids.region(), orgs::path_of(db, mailing.org), mailing, prepared_at_once); });
  std::map<OrgId, Counts> by_org;
  std::vector<std::pair<MemberId, OrgId>> members;
  for (const auto& one : found) {
    (one.has_phone ? by_org[one.org].prepared : by_org[one.org].without_phone) += 1;
    if (one.has_phone) members.emplace_back(one.member, one.org);
  }
  return hall.db.write_in_background([&](db::Session& db) {
    auto after = mailing;
    if (after.after_path.empty()) {
      after.first_serial = after.next_serial = store::last_serial(db) + 1;
      after.last_serial = after.first_serial - 1;
    }
    if (found.empty()) {
      after.state = State::ready;
    } else {
      after.after_path = found.back().org_path;
      after.after_key = found.back().name_key;
      after.after_member = found.back().member;
    }
    const auto from = after.last_serial + 1;
    after.last_serial += static_cast<std::int64_t>(members.size());
    // The row decides between two processes; whoever loses has written nothing yet.
    if (!store::change(db, mailing, after)) return false;
    store::add_links(db, hall.ids.region(), mailing.id, from, members);
    store::count(db, hall.ids.region(), mailing.id, by_org);
    return true;
  });
}

/// What is sent to one member; nothing where she is passed over.
std::optional<texts::NewText> text_for(const Hall& hall, const Mailing& mailing, const store::Waiting& one) {
  if (!members::alive(one.status) || !one.verified_method.empty() || !one.phone_sealed) return std::nullopt;
  const auto phone =
      Phone::parse(people::open_phone(hall.keys, one.person, *one.phone_sealed), hall.settings.demo ? Numbering::demo : Numbering::real);
  if (!phone) return std::nullopt;
  const auto code = links::code_of(hall.keys, static_cast<int>(mailing.key_no), one.serial, one.member);
  return texts::NewText{.to = *phone,
                        .template_word = "verify_record",
                        .params = {{"name", names::masked(one.name)},
                                   {"link", mailing.address + "/open/v/#" + code},
                                   {"day", iso_date(beijing_date(mailing.expires_at))}}};
}

/// What is due of one mailing; how many links were passed by.
int send_some(Hall& hall, const Mailing& mailing, Instant now) {
  const auto many = std::min(due(mailing, now, sent_at_once), mailing.last_serial - mailing.next_serial + 1);
  const bool over = mailing.next_serial > mailing.last_serial || now >= mailing.expires_at;
  if (many <= 0 && !over) return 0;
  const auto to = mailing.next_serial + many - 1;
  std::vector<store::Waiting> waiting;
  if (!over) waiting = hall.db.read([&](db::Session& db) { return store::waiting(db, mailing.next_serial, to); });

  std::vector<texts::NewText> texts;
  std::vector<std::int64_t> sent, passed_over;
  std::map<OrgId, Counts> by_org;
  for (const auto& one : waiting) {
    auto text = text_for(hall, mailing, one);
    (text ? sent : passed_over).push_back(one.serial);
    if (!text) continue;
    by_org[one.org].sent += 1;
    texts.push_back(*std::move(text));
  }
  const bool written = hall.db.write([&](db::Session& db) {
    auto after = mailing;
    after.next_serial = over ? mailing.next_serial : to + 1;
    // After a rest it goes on at its pace, and does not make up for the night.
    const auto since = std::max(mailing.paced_at, now - burst_most);
    after.paced_at = since + std::chrono::milliseconds(many * 60'000 / mailing.per_minute);
    if (over || after.next_serial > after.last_serial) after.state = State::done;
    if (!store::change(db, mailing, after)) return false;
    for (const auto& text : texts) texts::add(db, hall, text, now);
    store::move_links(db, sent, links::State::sent, now);
    store::move_links(db, passed_over, links::State::passed_over, now);
    store::count(db, hall.ids.region(), mailing.id, by_org);
    return true;
  });
  return written ? static_cast<int>(waiting.size()) : 0;
}

}  // namespace

std::optional<State> after(State state, Step step) {
  switch (step) {
    case Step::start:
      return state == State::ready ? std::optional(State::sending) : std::nullopt;
    case Step::pause:
      return state == State::sending ? std::optional(State::paused) : std::nullopt;
    case Step::resume:
      return state == State::paused ? std::optional(State::sending) : std::nullopt;
    case Step::stop:
      return state == State::stopped ? std::nullopt : std::optional(State::stopped);
  }
  std::unreachable();
}

std::int64_t due(const Mailing& mailing, Instant now, std::int64_t most) {
  const auto since = std::max(mailing.paced_at, now - burst_most);
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - since).count();
  return std::clamp<std::int64_t>(passed * mailing.per_minute / 60'000, 0, most);
}

bool prepare_next(Hall& hall, const std::stop_token& stop) {
  const auto waits = [&] { return hall.db.read([](db::Session& db) { return store::oldest(db, State::preparing); }); };
  auto mailing = waits();
  if (!mailing) return false;
  const auto id = mailing->id;
  while (mailing && mailing->id == id && !stop.stop_requested()) {
    prepare_chunk(hall, *mailing);
    mailing = waits();
  }
  return true;
}

std::optional<Instant> open_until(db::Session& db, int key_no, Instant now) { return store::open_under(db, key_no, now); }

rounds::Worker preparer(Hall& hall) {
  return {"mailings", [&hall](const std::stop_token& stop) { return prepare_next(hall, stop); }};
}

int send_due(Hall& hall) {
  const auto now = hall.clock.now();
  if (texts::is_quiet(hall.settings.quiet_hours, now)) return 0;
  int passed = 0;
  for (const auto& mailing : hall.db.read([](db::Session& db) { return store::all_sending(db); })) passed += send_some(hall, mailing, now);
  return passed;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_such_step:
      return {409, "verification.no_such_step"};
    case Refusal::changed_meanwhile:
      return {412, "cases.changed_meanwhile"};
    case Refusal::at_work:
      return {409, "verification.mailing_at_work"};
  }
  std::unreachable();
}

}  // namespace unionhall::verification::mailings
