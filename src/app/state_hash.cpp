#include "app/state_hash.h"

#include <fmt/format.h>

#include <algorithm>

namespace unionhall::app {
namespace {

// Neither can stand in a text: the edge refuses control characters.
constexpr std::string_view between = "\x1f", none = "\x1e";

/// One text a row, the same on both engines.
std::string sql_of(const HashedTable& table) {
  std::string row;
  for (const auto column : table.columns) {
    if (!row.empty()) row += " || :between || ";
    row += fmt::format("coalesce(CAST({} AS TEXT), :none)", column);
  }
  const auto condition = table.only.empty() ? std::string() : fmt::format(" WHERE {}", table.only);
  return fmt::format("SELECT {} FROM {}{} ORDER BY {}", row, table.name, condition, table.key);
}

std::vector<std::string_view> cut(std::string_view row) {
  std::vector<std::string_view> values;
  for (;;) {
    const auto at = row.find(between);
    values.push_back(row.substr(0, at));
    if (at == std::string_view::npos) return values;
    row.remove_prefix(at + 1);
  }
}

/// The length before each value: no two different rows read alike.
void add(crypto::Sm3Stream& hash, std::string_view value) {
  hash.add(fmt::format("{}:", value.size()));
  hash.add(value);
}

void add_row(crypto::Sm3Stream& hash, const HashedTable& table, std::string_view row, const crypto::Keyring& keys) {
  const auto values = cut(row);
  if (values.size() != table.columns.size()) throw std::runtime_error(fmt::format("a row of {} holds a control character", table.name));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto column = table.columns[i];
    if (values[i] == none || std::ranges::find(table.sealed, column) == table.sealed.end()) {
      add(hash, values[i]);
      continue;
    }
    const auto plain = keys.open(values[i], {table.name, column, std::stoll(std::string(values.front()))});
    if (!plain) throw std::runtime_error(fmt::format("{}.{} of row {} does not open", table.name, column, values.front()));
    add(hash, *plain);
  }
}

}  // namespace

const std::vector<HashedTable>& hashed_tables() {
  static const std::vector<HashedTable> all{
      {.name = "settings", .key = "name", .columns = {"name", "value"}},
      // Not children_made: a number once given to a child is not given again, also when the child is undone.
      {.name = "orgs",
       .key = "id",
       .columns = {"id",
                   "region",
                   "version",
                   "parent_id",
                   "industry_parent_id",
                   "path",
                   "code",
                   "name",
                   "short_name",
                   "name_key",
                   "level",
                   "kind",
                   "division",
                   "credit_code",
                   "founded_on",
                   "term_no",
                   "term_start_on",
                   "term_years",
                   "postponed_until",
                   "chair",
                   "phone",
                   "members_reported",
                   "employer",
                   "employer_code",
                   "employer_address",
                   "employer_nature",
                   "employer_economy",
                   "employer_industry",
                   "employees",
                   "state",
                   "source_id",
                   "created_at_ms",
                   "updated_at_ms"}},
      {.name = "sources",
       .key = "id",
       .columns = {"id", "region", "kind", "department", "account_id", "label", "recorded_on", "brought_by"},
       .only = "kind <> 'import'"},
      {.name = "org_decisions", .key = "id", .columns = {"id", "region", "org_id", "kind", "day", "reason", "by_account", "at_ms"}},
      {.name = "org_moves",
       .key = "id",
       .columns = {"id", "region", "org_id", "parent_from", "parent_to", "reason", "by_account", "at_ms"}},
      {.name = "field_sources", .key = "subject_id, field", .columns = {"subject_id", "field", "source_id"}},
      {.name = "people",
       .key = "id",
       .columns = {"id",          "region",     "version",   "name",           "name_key",        "sex",
                   "birth_month", "id_type",    "id_sealed", "phone_sealed",   "ethnicity",       "education",
                   "politics",    "employment", "skill",     "household_kind", "household_place", "native_place",
                   "employer",    "migrant",    "source_id", "created_at_ms",  "updated_at_ms"},
       .sealed = {"id_sealed", "phone_sealed"}},
      {.name = "members",
       .key = "id",
       .columns = {"id", "region", "version", "person_id", "org_id", "name_key", "status", "category", "joined_on", "changed_on",
                   "change_kind", "change_cause", "verified_method", "verified_at_ms", "source_id", "created_at_ms", "updated_at_ms"}},
      {.name = "live_membership", .key = "person_id", .columns = {"person_id", "member_id"}},
      {.name = "member_events",
       .key = "id",
       .columns = {"id", "region", "member_id", "at_ms", "what", "field", "value_from", "value_to", "cause", "by_account", "source_id"}},
      {.name = "not_doubles", .key = "person_a, person_b", .columns = {"person_a", "person_b", "said_by", "at_ms"}},
      {.name = "merged_people", .key = "person_id", .columns = {"person_id", "into_id"}},
      {.name = "person_merges",
       .key = "id",
       .columns = {"id", "region", "stands", "led", "member_stands", "member_led", "fields", "before_sealed", "ended_member",
                   "ended_version", "ended_from", "by_account", "at_ms", "undone_by", "undone_at_ms"},
       .sealed = {"before_sealed"}},
      {.name = "accounts", .key = "id", .columns = {"id", "region", "person_id", "name", "language", "state", "created_at_ms"}},
      {.name = "account_phones",
       .key = "id",
       .columns = {"id", "region", "account_id", "phone_sealed", "since_ms", "until_ms"},
       .sealed = {"phone_sealed"}},
      {.name = "second_factors",
       .key = "account_id",
       .columns = {"account_id", "enrolled_at_ms",
                   "recovered_at_ms"}},  // a secret is drawn at random, also in a city that comes from a seed
      {.name = "passwords", .key = "account_id, number", .columns = {"account_id", "number", "hash", "set_at_ms"}},
      {.name = "recovery_codes", .key = "account_id, coalesce(used_at_ms, 0)", .columns = {"account_id", "used_at_ms"}},
      {.name = "calendar_years", .key = "year", .columns = {"year", "notice"}},
      {.name = "cases",
       .key = "id",
       .columns = {"id", "region", "version", "type", "rules", "number", "org_id", "state", "outcome", "subject", "discretion",
                   "hidden_from", "applicant", "person_id", "filed_by", "filed_at_ms", "ended_at_ms"}},
      {.name = "case_tasks",
       .key = "id",
       .columns = {"id", "region", "case_id", "type", "state", "party", "org_id", "first_org_id", "desk", "since_ms", "days", "counted",
                   "due_on", "provisional", "levels_up", "done_at_ms", "due_at_ms", "came_from", "came_at_ms"}},
      {.name = "case_events",
       .key = "id",
       .columns = {"id", "region", "case_id", "at_ms", "key", "party", "by_account", "org_id", "state", "audience", "note", "changed",
                   "note_sealed"},
       .sealed = {"note_sealed"}},
      {.name = "case_attachments",
       .key = "id",
       .columns = {"id", "region", "case_id", "file_id", "kind", "party", "by_account", "audience", "at_ms"}},
      {.name = "stand_ins",
       .key = "id",
       .columns = {"id", "region", "role_id", "away_account", "account_id", "from_ms", "until_ms", "given_role_id", "said_at_ms",
                   "ended_at_ms"}},
      {.name = "joining_forms",
       .key = "id",
       .columns = {"id", "region", "name", "id_type", "id_sealed", "phone_sealed", "sex", "birth_month", "category", "employer",
                   "channel_id", "member_id", "at_ms"},
       .sealed = {"id_sealed", "phone_sealed"}},
      {.name = "joining_channels",
       .key = "id",
       .columns = {"id", "region", "code", "kind", "name", "org_id", "category", "made_by", "at_ms", "closed_at_ms"}},
      {.name = "joining_ways", .key = "org_id", .columns = {"org_id", "takes", "automatic", "by_account", "at_ms"}},
      {.name = "hidden_memberships",
       .key = "member_id",
       .columns = {"member_id", "hidden_from", "at_ms", "gave_way_to", "status_before", "changed_on_before"}},
      {.name = "transfer_forms",
       .key = "id",
       .columns = {"id", "region", "person_id", "member_id", "org_from", "started_by", "status_before", "cause", "new_member_id", "at_ms"}},
      {.name = "transfer_notes",
       .key = "id",
       .columns = {"id", "region", "person_id", "member_id", "started_by", "status_before", "cause", "to_union", "state", "code",
                   "note_sealed", "issued_on", "valid_until", "at_ms"},
       .sealed = {"note_sealed"}},
      {.name = "received_notes",
       .key = "id",
       .columns = {"id", "region", "issuer", "code", "verdict", "note_sealed", "id_type", "id_sealed", "phone_sealed", "member_id",
                   "at_ms"},
       .sealed = {"note_sealed", "id_sealed", "phone_sealed"}},
      {.name = "notes_in_use", .key = "issuer, code", .columns = {"issuer", "code", "case_id"}},
      {.name = "union_move_forms",
       .key = "id",
       .columns = {"id", "region", "org_id", "parent_from", "started_by", "reason", "division", "address", "at_ms"}},
      {.name = "union_moves_open", .key = "org_id", .columns = {"org_id", "case_id"}},
      {.name = "verification_forms", .key = "id", .columns = {"id", "region", "person_id"}},
      {.name = "verification_mailings",
       .key = "id",
       .columns = {"id", "region", "version", "org_id", "state", "address", "key_no", "per_minute", "made_by", "at_ms", "expires_at_ms",
                   "after_path", "after_key", "after_member", "first_serial", "last_serial", "next_serial", "paced_at_ms"}},
      {.name = "verification_links",
       .key = "serial",
       .columns = {"serial", "region", "mailing_id", "member_id", "org_id", "state", "tries", "at_ms"}},
      {.name = "correction_forms",
       .key = "id",
       .columns = {"id", "region", "person_id", "member_id", "method", "words_sealed", "at_ms"},
       .sealed = {"words_sealed"}},
      {.name = "correction_fields",
       .key = "id",
       .columns = {"id", "region", "form_id", "field", "value_sealed"},
       .sealed = {"value_sealed"}},
      {.name = "appeal_forms",
       .key = "id",
       .columns = {"id",
                   "region",
                   "asked_org",
                   "category",
                   "category_by",
                   "kind",
                   "difficulty",
                   "channel",
                   "words_sealed",
                   "place_sealed",
                   "caller_sealed",
                   "phone_sealed",
                   "filed_month",
                   "handled_from_ms",
                   "extended_at_ms",
                   "contacted_at_ms",
                   "replied_at_ms",
                   "replied_late",
                   "solved_at_ms",
                   "verdict",
                   "not_solved_times",
                   "satisfaction",
                   "supervised_at_ms",
                   "lead_id",
                   "proposed_lead_id",
                   "repeats_id",
                   "following"},
       .sealed = {"words_sealed", "place_sealed", "caller_sealed", "phone_sealed"}},
      {.name = "appeal_calls", .key = "id", .columns = {"id", "region", "appeal_id", "by_account", "org_id", "at_ms", "day"}},
      {.name = "appeal_ties", .key = "one_id, other_id", .columns = {"one_id", "other_id", "region", "by_account", "at_ms"}},
      {.name = "appeal_errands",
       .key = "id",
       .columns = {"id", "region", "appeal_id", "serial", "key_no", "state", "given_by", "given_org", "at_ms", "due_on", "by_text",
                   "name_sealed", "words_sealed", "answer_sealed", "answered_at_ms", "reminded"},
       .sealed = {"name_sealed", "words_sealed", "answer_sealed"}},
      {.name = "appeal_tickets", .key = "number", .columns = {"number", "region", "appeal_id", "called"}},
      {.name = "appeal_caller_links", .key = "id", .columns = {"id", "region", "serial", "key_no", "address", "tries", "at_ms"}},
      {.name = "appeal_hints", .key = "word", .columns = {"word", "category", "by_account", "at_ms"}},
      {.name = "appeal_results", .key = "month", .columns = {"month", "csv", "sha256", "frozen_at_ms"}},
      {.name = "appeal_result_corrections",
       .key = "month, county, category, figure, number",
       .columns = {"month", "county", "category", "figure", "number", "printed", "now_is", "since"}},
      {.name = "appeal_stories",
       .key = "id",
       .columns = {"id", "region", "words", "state", "proposed_by", "proposed_at_ms", "answered_at_ms"}},
      {.name = "stations",
       .key = "id",
       .columns = {"id",
                   "region",
                   "version",
                   "code",
                   "county",
                   "number",
                   "door",
                   "name",
                   "alias",
                   "kind",
                   "build_type",
                   "partner",
                   "keeper",
                   "division",
                   "address",
                   "lng_e7",
                   "lat_e7",
                   "area_m2",
                   "capacity",
                   "hours",
                   "access",
                   "facilities",
                   "public_phone",
                   "level",
                   "level_year",
                   "opened_on",
                   "manager_sealed",
                   "manager_phone_sealed",
                   "owner_phone_sealed",
                   "state",
                   "state_reason",
                   "suspended_until",
                   "checked_on",
                   "confirmed_at_ms",
                   "confirmed_by",
                   "fault",
                   "fault_people",
                   "fault_since_ms",
                   "fault_until_ms",
                   "made_by",
                   "created_at_ms",
                   "updated_at_ms"},
       .sealed = {"manager_sealed", "manager_phone_sealed", "owner_phone_sealed"}},
      // Digests are by this hall's own keys, and gone after two days.
      {.name = "station_reports",
       .key = "id",
       .columns = {"id", "region", "station_id", "said", "facility", "note_sealed", "at_door", "counts", "at_ms", "settled_at_ms"},
       .sealed = {"note_sealed"}},
      {.name = "station_doubts",
       .key = "id",
       .columns = {"id", "region", "station_id", "state", "fault", "people", "raised_at_ms", "lapses_at_ms", "due_on", "levels_up",
                   "settled_by", "settled_at_ms", "note"}},
      {.name = "station_owner_asks",
       .key = "id",
       .columns = {"id", "region", "station_id", "serial", "key_no", "state", "asked_by", "at_ms", "last_day", "by_text", "words_sealed",
                   "ended_at_ms"},
       .sealed = {"words_sealed"}},
      {.name = "station_photos", .key = "id", .columns = {"id", "region", "station_id", "file_id", "kind", "shows", "by_account", "at_ms"}},
      {.name = "station_areas",
       .key = "id",
       .columns = {"id", "region", "version", "org_id", "name", "address", "county", "lng_e7", "lat_e7", "workers", "written_by",
                   "updated_at_ms"}},
      {.name = "station_pairs_apart", .key = "first_id, second_id", .columns = {"first_id", "second_id", "region", "by_account", "at_ms"}},
      {.name = "station_publications",
       .key = "station_id, provider",
       .columns = {"station_id", "provider", "region", "state", "asks", "version", "note", "submission_id", "by_account", "at_ms"}},
      {.name = "station_submissions", .key = "id", .columns = {"id", "region", "org_id", "provider", "stations", "by_account", "at_ms"}},
      {.name = "double_forms",
       .key = "id",
       .columns = {"id", "region", "member_one", "member_other", "person_one", "person_other", "at_ms"}},
      {.name = "full_export_forms",
       .key = "id",
       .columns = {"id", "region", "role_id", "org_id", "list_sealed", "purpose", "use_by", "members", "at_ms"},
       .sealed = {"list_sealed"}},
      {.name = "full_exports",
       .key = "id",
       .columns = {"id", "region", "export_id", "account_id", "role_id", "org_id", "number", "fields", "purpose", "use_by", "mark", "at_ms",
                   "fetched_at_ms"}},
      {.name = "full_export_people",
       .key = "full_export_id, first_person",
       .columns = {"full_export_id", "first_person", "last_person", "distances"}},
      {.name = "membership_forms",
       .key = "id",
       .columns = {"id", "region", "person_id", "member_id", "started_by", "cause", "words_sealed", "judgment_sealed", "unpaid_since",
                   "absent_since", "effective_on", "at_ms"},
       .sealed = {"words_sealed", "judgment_sealed"}},
      {.name = "term_reminders", .key = "org_id", .columns = {"org_id", "term_end", "state", "told_on"}},
      {.name = "membership_open", .key = "person_id, type", .columns = {"person_id", "type", "case_id"}},
      {.name = "transfers_open", .key = "person_id", .columns = {"person_id", "case_id"}},
      {.name = "consents",
       .key = "id",
       .columns = {"id", "region", "account_id", "person_id", "kind", "version", "given", "language", "digest", "channel", "by_account",
                   "at_ms"}},
      {.name = "notice_settings", .key = "account_id", .columns = {"account_id", "texts", "digest_text"}},
      {.name = "roles",
       .key = "id",
       .columns = {"id", "region", "account_id", "word", "org_id", "desk", "since_ms", "until_ms", "granted_by", "lent_from",
                   "ends_at_ms"}},
  };
  return all;
}

const std::vector<std::string_view>& unhashed_tables() {
  static const std::vector<std::string_view> all{
      // the trail
      "audit_chain",
      "audit_events",
      "audit_unsealed",
      "reveals",
      // made from the rows, some by this hall's own keys
      "figure_deltas",
      "figure_turns",
      "figures",
      "identity_index",
      "joining_claims",
      "phone_index",
      "verification_results",
      "word_index",
      // import history, exports and files, gone after days
      "appeal_errand_pictures",
      "file_pieces",
      "files",
      "import_changes",
      "import_problems",
      "imports",
      "member_exports",
      // drawn at random when first looked at
      "member_numbers",
      // who came, and what was sent
      "idempotency_keys",
      "lockouts",
      "notice_digests",
      "notice_texts",
      "notices",
      "rate_counts",
      "sessions",
      "sign_in_codes",
      "text_outbox",
      // the program's own
      "id_writers",
      "key_holders",
      "round_leases",
      "station_turns",
      "schema_migrations",
      "sealing_keys",
  };
  return all;
}

std::string state_hash(db::Database& db, const crypto::Keyring& keys, const std::function<void(std::string_view table)>& watch) {
  return db.snapshot([&](db::Session& s) {
    crypto::Sm3Stream hash;
    for (const auto& table : hashed_tables()) {
      watch(table.name);
      add(hash, table.name);
      s.each<std::string>(
          sql_of(table), [&](std::string&& row) { add_row(hash, table, row, keys); }, none, between);
    }
    return crypto::hex(hash.finish());
  });
}

}  // namespace unionhall::app
