#include "app/retiring.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/progress.h"
#include "app/sealed_columns.h"
#include "app/site.h"
#include "hall/accounts/rekeying.h"
#include "hall/people/rekeying.h"
#include "services/verification/mailings.h"

namespace unionhall::app {
namespace {

std::string listed(const std::vector<Use>& uses) {
  std::string text;
  for (const auto& use : uses) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped(use.count), use.what);
  return text;
}

/// What still needs it, and who does something about that.
std::string told(const std::vector<Use>& uses, int number) {
  const auto any = [&](std::string_view what) { return std::ranges::find(uses, what, &Use::what) != uses.end(); };
  const bool codes = any(of_recovery_codes), documents = any(of_documents);
  const bool others = std::ssize(uses) > codes + documents;
  auto text = fmt::format("Key {} is still needed for {}.", number, listed(uses));
  if (others) text += " A server that runs sees to it; what stays does not open, and `unionhall check` names it.";
  if (codes) text += " Recovery codes cannot be made anew: whoever holds them draws others at the desk.";
  if (documents) {
    text += " Documents that no record holds any more, such as a passport that gave way to a resident ID, are found by it alone.";
  }
  if (!others) text += fmt::format(" `unionhall keys retire {} --forget` forgets what nobody can reckon anew.", number);
  return text;
}

/// The last day of transfer notes that may be signed under a key: its public half, by which others check them, goes with it.
std::optional<std::string> notes_valid_until(db::Session& s, Instant left_at, Instant now) {
  return s.first<std::string>(R"sql(
      SELECT valid_until FROM transfer_notes
       WHERE state = 'valid' AND issued_on <= :left_on AND valid_until >= :today
       ORDER BY valid_until DESC LIMIT 1)sql",
                              iso_date(beijing_date(left_at)), iso_date(beijing_date(now)));
}

std::string told(keys::Refusal refusal, const keys::Key& key) {
  switch (refusal) {
    case keys::Refusal::not_left:
      return fmt::format("Key {} has not left: it is {}.", key.number, db::word(key.state));
    case keys::Refusal::too_soon:
      return fmt::format("Key {} has left just now, and a process that was asleep may still write under it. Try again after {}.",
                         key.number, rfc3339(key.since + keys::left_lasts));
    case keys::Refusal::not_followed:
      return "A process has not followed yet. Try again in a minute; `unionhall keys status` names it.";
  }
  std::unreachable();
}

/// Throws NotDone where something stands in its way.
keys::Key look(db::Session& s, int number, Instant now, Forget forget) {
  const auto all = keys::all(s);
  const auto key = std::ranges::find(all, number, &keys::Key::number);
  if (key == all.end()) throw NotDone(fmt::format("This hall has no key {}.", number));
  if (key->state != keys::State::unused) {
    if (const auto ok = keys::check_retirable(s, number, now); !ok) throw NotDone(told(ok.error(), *key));
  }
  auto uses = uses_of_key(s, number);
  if (forget == Forget::unreckonable) {
    std::erase_if(uses, [](const Use& use) { return use.what == of_documents || use.what == of_recovery_codes; });
  }
  if (!uses.empty()) throw NotDone(told(uses, number));
  if (const auto links = verification::mailings::open_until(s, number, now)) {
    throw NotDone(fmt::format("Links by which members verify their records still open under key {}, the last until {}.", number,
                              iso_date(beijing_date(*links))));
  }
  if (key->state == keys::State::unused) return *key;
  if (const auto notes = notes_valid_until(s, key->since, now)) {
    throw NotDone(fmt::format("Transfer notes that may be signed under key {} are still valid, the last until {}.", number, *notes));
  }
  return *key;
}

void forget_all(Hall& hall, int number, std::string_view what, std::int64_t (*forget_some)(db::Session&, int)) {
  std::int64_t forgotten = 0, chunk = 0;
  do {
    chunk = hall.db.write_in_background([&](db::Session& s) {
      const auto some = forget_some(s, number);
      if (some > 0) keys::record(s, hall, number, fmt::format("forgotten {}", some));
      return some;
    });
    forgotten += chunk;
  } while (chunk > 0);
  if (forgotten > 0) fmt::print("{} {} were forgotten.\n", grouped(forgotten), what);
}

}  // namespace

void retire_key(Hall& hall, int number, Forget forget) {
  hall.db.snapshot([&](db::Session& s) { look(s, number, hall.clock.now(), forget); });
  if (forget == Forget::unreckonable) {
    forget_all(hall, number, of_documents, people::forget_documents_under);
    forget_all(hall, number, of_recovery_codes, accounts::forget_recovery_codes_under);
  }
  // On the primary, in the transaction that says so.
  hall.db.write_in_background([&](db::Session& s) {
    const auto key = look(s, number, hall.clock.now(), Forget::nothing);
    if (key.state == keys::State::unused) return;
    if (const auto done = keys::retire(s, hall, number); !done) throw NotDone(told(done.error(), key));
  });
}

std::string_view told(keys::State state) {
  switch (state) {
    case keys::State::known:
      return "known: it will seal as soon as every process has it";
    case keys::State::sealing:
      return "seals";
    case keys::State::leaving:
      return "leaving: what is under it is being sealed anew";
    case keys::State::left:
      return "left: nothing is written under it any more; `unionhall keys retire` looks whether it is still needed";
    case keys::State::unused:
      return "unused: it may be taken out of the key file";
  }
  std::unreachable();
}

}  // namespace unionhall::app
