#include "app/sealed_columns.h"

#include <fmt/format.h>

#include "hall/accounts/rekeying.h"
#include "hall/people/rekeying.h"
#include "services/appeals/callers.h"
#include "services/appeals/errands.h"
#include "services/joining/rekeying.h"
#include "services/stations/owners/owners.h"

namespace unionhall::app {

const std::vector<SealedColumn>& sealed_columns() {
  static const std::vector<SealedColumn> all{
      {"document numbers", "people", "id_sealed", "id"},
      {"phones", "people", "phone_sealed", "id"},
      {"accounts' phones", "account_phones", "phone_sealed", "id"},
      {"second factors", "second_factors", "secret_sealed", "account_id"},
      {"notes of reveals", "reveals", "note_sealed", "id"},
      {"keys of files", "files", "key_sealed", "id"},
      {"documents of applications", "joining_forms", "id_sealed", "id"},
      {"phones of applications", "joining_forms", "phone_sealed", "id"},
      {"lists asked for", "full_export_forms", "list_sealed", "id"},
      {"words about a membership", "membership_forms", "words_sealed", "id"},
      {"transfer notes", "transfer_notes", "note_sealed", "id"},
      {"received notes", "received_notes", "note_sealed", "id"},
      {"documents of received notes", "received_notes", "id_sealed", "id"},
      {"phones of received notes", "received_notes", "phone_sealed", "id"},
      {"references of judgments", "membership_forms", "judgment_sealed", "id"},
      // What an import made has no image; a union's is open, since nothing of it is personal.
      {"images of records before an import", "import_changes", "before_sealed", "subject_id",
       "subject_kind IN ('person', 'station') AND before_sealed <> ''"},
      {"images of people before a merge", "person_merges", "before_sealed", "id"},
      // Once a text is sent or failed, its row holds neither.
      {"numbers of waiting texts", "text_outbox", "to_sealed", "id", "to_sealed <> ''"},
      {"words of waiting texts", "text_outbox", "params_sealed", "id", "params_sealed <> ''"},
      {"words of notices", "notices", "params_sealed", "id", "params_sealed <> ''"},
      {"words of corrections", "correction_forms", "words_sealed", "id"},
      {"values of corrections", "correction_fields", "value_sealed", "id"},
      {"words of appeals", "appeal_forms", "words_sealed", "id"},
      {"places of appeals", "appeal_forms", "place_sealed", "id"},
      {"callers of appeals", "appeal_forms", "caller_sealed", "id"},
      {"phones of appeals", "appeal_forms", "phone_sealed", "id"},
      {"names of errands", "appeal_errands", "name_sealed", "id"},
      {"words of errands", "appeal_errands", "words_sealed", "id"},
      {"answers of errands", "appeal_errands", "answer_sealed", "id"},
      {"managers of stations", "stations", "manager_sealed", "id"},
      {"phones of stations' managers", "stations", "manager_phone_sealed", "id"},
      {"phones of stations' owners", "stations", "owner_phone_sealed", "id"},
      {"notes of reports on stations", "station_reports", "note_sealed", "id"},
      {"words of stations' owners", "station_owner_asks", "words_sealed", "id"},
      {"notes on cases", "case_events", "note_sealed", "id"},
      {"searches of exports", "member_exports", "search_sealed", "id"},
  };
  return all;
}

std::vector<Use> uses_of_key(db::Session& db, int number) {
  std::vector<Use> uses;
  const auto add = [&](std::string what, std::int64_t count) {
    if (count > 0) uses.push_back({std::move(what), count});
  };
  const auto from = fmt::format("{}.", number), to = fmt::format("{}/", number);  // all that begins with the number and a dot
  for (const auto& column : sealed_columns()) {
    add(std::string(column.what),
        *db.first<std::int64_t>(fmt::format("SELECT count(*) FROM {0} WHERE {1} >= :from AND {1} < :to", column.table, column.column), from,
                                to));
  }
  add(std::string(of_documents), people::documents_under(db, number));
  add("digests of phones", people::phones_under(db, number));
  add("documents held by an application", joining::claims_under(db, number));
  add("open links of errands", appeals::errands::open_under(db, number));
  add("open links of stations' owners", stations::owners::open_under(db, number));
  add("open links of callers", appeals::callers::open_under(db, number));
  add(std::string(of_recovery_codes), accounts::recovery_codes_under(db, number));
  return uses;
}

}  // namespace unionhall::app
