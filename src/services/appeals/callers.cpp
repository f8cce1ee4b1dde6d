#include "services/appeals/callers.h"

#include <algorithm>

#include "base/phone.h"
#include "crypto/link_code.h"
#include "crypto/rotation.h"
#include "hall/orgs/orgs.h"
#include "hall/texts/texts.h"
#include "services/appeals/callers_store.h"

namespace unionhall::appeals::callers {
namespace {

bool is_her_turn(const cases::Case& one) {
  const auto* state = cases::find_state(cases::rules_of(one), one.state);
  return std::ranges::any_of(state->held_by, [](const cases::Hold& hold) { return hold.party == cases::Party::applicant; });
}

/// What she is told, and where; nothing for whoever has an account or left no phone.
std::optional<texts::NewText> text_for(db::Session& db, const Hall& hall, const cases::Case& one) {
  if (!is_her_turn(one)) return std::nullopt;
  const auto link = store::find(db, one.id);
  const auto form = form_of(db, one.id);
  if (!link || link->address.empty() || !form || !form->phone_sealed) return std::nullopt;
  const auto phone = Phone::parse(hall.keys.open(*form->phone_sealed, phone_place(one.id)).value_or(""),
                                  hall.settings.demo ? Numbering::demo : Numbering::real);
  const auto org = orgs::find(db, one.org);
  if (!phone || !org) return std::nullopt;
  return texts::NewText{
      .to = *phone,
      .template_word = "appeal_turn",
      .params = {{"union", org->facts.name}, {"number", one.number}, {"link", link->address + "/open/a/#" + code_of(hall.keys, *link)}}};
}

}  // namespace

std::string code_of(const crypto::Keyring& keys, const store::Link& link) {
  return crypto::link_code::of(keys, static_cast<int>(link.key_no), "appeal_link", link.serial, link.id.value);
}

bool fits(const crypto::Keyring& keys, std::string_view code, const store::Link& link) {
  return crypto::link_code::fits(keys, code, static_cast<int>(link.key_no), "appeal_link", link.serial, link.id.value);
}

void expect(db::Session& db, Hall& hall, const cases::Case& one, const std::string& address, Instant now) {
  store::Link link{.id = one.id,
                   .region = one.region,
                   .serial = crypto::link_code::drawn_serial(),
                   .key_no = crypto::sealing(hall.keys),
                   .address = address,
                   .at = now};
  while (!store::add(db, link)) link.serial = crypto::link_code::drawn_serial();
}

cases::Work told_after(Hall& hall, cases::Work work) {
  return [&hall, work = std::move(work), now = hall.clock.now()](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    if (work) {
      if (const auto done = work(db, one); !done) return done;
    }
    if (one.applicant) return {};
    if (const auto text = text_for(db, hall, one)) texts::add(db, hall, *text, now);
    return {};
  };
}

std::int64_t open_under(db::Session& db, int key_no) { return store::open_under(db, key_no); }

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::fits_nothing:
      return {422, "appeals.link_fits_nothing"};
    case Refusal::look_over:
      return {409, "appeals.look_over"};
    case Refusal::over:
      return {409, "appeals.link_over"};
  }
  std::unreachable();
}

}  // namespace unionhall::appeals::callers
