#include <fmt/format.h>

#include "app/commands.h"
#include "app/unions.h"
#include "hall/accounts/accounts.h"

namespace unionhall::app {
namespace {

std::string why(accounts::Refusal refusal) {
  using enum accounts::Refusal;
  switch (refusal) {
    case not_found:
      return "There is no such union.";
    case already_holds:
      return "She holds this role there already.";
    case separated_duties:
      return "The three administrators are three people, and none of them is an officer.";
    case account_closed:
      return "The account with this phone has been closed. Have the system administrator open it again.";
    case own_role:
      return "Nobody grants her own role.";
    case not_appointable:
      return "Nobody is appointed to this role.";
    case nothing_waits:
      break;  // asked by nobody here
  }
  std::unreachable();
}

}  // namespace

void officer_add(const Settings& settings, const OfficerWanted& wanted) {
  const auto word = db::from_word<access::RoleWord>(wanted.role);
  if (!word) throw BadSetting(fmt::format("--role: there is no role {}", wanted.role));
  Site site(settings);
  auto& hall = site.hall();
  const auto phone = Phone::parse(wanted.phone, hall.settings.demo ? Numbering::demo : Numbering::real);
  if (!phone) {
    throw BadSetting(hall.settings.demo ? "--phone: a demo's phones have 11 digits and begin with 12"
                                        : "--phone: it must be a mobile phone of 11 digits, which begins with 13 to 19");
  }

  const auto appointed = accounts::appoint(
      hall, {.name = wanted.name, .phone = *phone, .word = *word, .org = union_by_code(hall.db, wanted.org).id, .desk = wanted.desk});
  if (!appointed) throw NotDone(why(appointed.error()));
  fmt::print("{} is {} now.\n", wanted.name, wanted.role);
  if (appointed->enrolment_uri) {
    fmt::print("Second factor, shown this once; an authenticator app takes it:\n{}\n", *appointed->enrolment_uri);
  }
}

}  // namespace unionhall::app
