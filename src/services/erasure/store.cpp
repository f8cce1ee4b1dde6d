#include "services/erasure/store.h"

#include "hall/accounts/accounts.h"
#include "hall/members/members.h"
#include "hall/people/people.h"

namespace unionhall::erasure::store {
namespace {

/// Whoever proved to be this person has one account, or had several.
constexpr std::string_view of_hers = "SELECT id FROM accounts WHERE id = :account OR person_id = ANY_OF(:people)";

/// She, with the records that became one with hers; nobody where she is not on record.
std::vector<PersonId> selves(db::Session& db, PersonId person) {
  return person ? people::with_led(db, {people::standing(db, person)}) : std::vector<PersonId>{};
}

std::optional<MemberId> last_membership(db::Session& db, PersonId person) {
  return db.first<MemberId>("SELECT id FROM members WHERE person_id = ANY_OF(:people) ORDER BY id DESC LIMIT 1", selves(db, person));
}

}  // namespace

std::vector<std::string> open_cases(db::Session& db, const Whom& whom, cases::CaseId but_not) {
  return db.all<std::string>(R"sql(
      SELECT type FROM cases WHERE applicant = :account AND outcome = '' AND id <> :but_not
      UNION ALL
      SELECT type FROM cases WHERE person_id = ANY_OF(:people) AND outcome = '' AND id <> :but_not_this LIMIT 20)sql",
                             whom.account, but_not, selves(db, whom.person), but_not);
}

bool holds_a_role(db::Session& db, const Whom& whom, Instant now) {
  const auto accounts = db.all<AccountId>(of_hers, whom.account, selves(db, whom.person));
  db::Numbers ids;
  for (const auto account : accounts) ids.values.push_back(account.value);
  return db
      .first<std::int64_t>("SELECT r.id FROM roles r WHERE r.account_id = ANY_OF(:accounts) AND " + accounts::role_in_force + " LIMIT 1",
                           ids, now)
      .has_value();
}

access::own_data::Whose whose(db::Session& db, const Whom& whom) {
  access::own_data::Whose all{
      .person = whom.person, .accounts = db.all<AccountId>(of_hers, whom.account, selves(db, whom.person)), .cases = {}};
  db::Numbers accounts;
  for (const auto account : all.accounts) accounts.values.push_back(account.value);
  all.cases.values = db.all<std::int64_t>(R"sql(
      SELECT id FROM cases WHERE applicant = ANY_OF(:accounts)
      UNION
      SELECT id FROM cases WHERE person_id = ANY_OF(:people))sql",
                                          accounts, selves(db, whom.person));
  return all;
}

BOOST_DESCRIBE_STRUCT(Ended, (), (id, person, at))

std::vector<Ended> ended(db::Session& db, const Ended& after, Instant before) {
  return db.all<Ended>(R"sql(
      SELECT m.id, m.person_id, m.updated_at_ms
        FROM members m JOIN people p ON p.id = m.person_id
       WHERE m.status NOT IN ('active', 'transferring', 'retained') AND p.erased_at_ms IS NULL
         AND m.updated_at_ms < :before AND (m.updated_at_ms > :at OR (m.updated_at_ms = :at AND m.id > :id))
       ORDER BY m.updated_at_ms, m.id LIMIT 500)sql",
                       before, after.at, after.id);
}

bool gone_since(db::Session& db, const Whom& whom, Instant then, Instant now) {
  const bool member = db.first<std::int64_t>(R"sql(
      SELECT 1 FROM members
       WHERE person_id = ANY_OF(:people)
         AND (status IN ('active', 'transferring', 'retained') OR updated_at_ms >= :then) LIMIT 1)sql",
                                             selves(db, whom.person), then)
                          .has_value();
  if (member) return false;
  db::Numbers accounts;
  for (const auto account : whose(db, whom).accounts) accounts.values.push_back(account.value);
  return !db.first<std::int64_t>("SELECT 1 FROM sessions WHERE account_id = ANY_OF(:accounts) AND expires_at_ms > :now LIMIT 1", accounts,
                                 now);
}

std::string name_of(db::Session& db, const Whom& whom) {
  auto name = whom.person ? db.first<std::string>("SELECT name FROM people WHERE id = :person", people::standing(db, whom.person))
                          : db.first<std::string>("SELECT name FROM accounts WHERE id = :account", whom.account);
  return name.value_or("");
}

std::optional<OrgId> last_union(db::Session& db, PersonId person) {
  return db.first<OrgId>("SELECT org_id FROM members WHERE person_id = ANY_OF(:people) ORDER BY id DESC LIMIT 1", selves(db, person));
}

std::optional<OrgId> hidden_from(db::Session& db, PersonId person) {
  const auto last = last_membership(db, person);
  return last ? members::hidden_from(db, *last) : std::nullopt;
}

}  // namespace unionhall::erasure::store
