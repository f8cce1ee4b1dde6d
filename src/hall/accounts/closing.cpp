// The end of an account (注销账号): nobody signs in with it any more, and nothing tells whose it was.
#include "hall/accounts/closing.h"

#include "hall/audit/audit.h"

namespace unionhall::accounts {

void close(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant) {
  for (const auto account : whose.accounts) {
    for (const char* rows : {"DELETE FROM sessions WHERE account_id = :account", "DELETE FROM account_phones WHERE account_id = :account",
                             "DELETE FROM recovery_codes WHERE account_id = :account", "DELETE FROM passwords WHERE account_id = :account",
                             "DELETE FROM lockouts WHERE account_id = :account", "DELETE FROM second_factors WHERE account_id = :account",
                             "UPDATE accounts SET state = 'closed', name = '', person_id = NULL WHERE id = :account"}) {
      db.exec(rows, account);
    }
    audit::record(db, hall, {.what = "close_account", .subject_kind = "account", .subject = account.value});
  }
}

}  // namespace unionhall::accounts
