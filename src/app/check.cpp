#include "app/check.h"

#include <fmt/format.h>

#include "app/sealed_columns.h"
#include "hall/audit/heads.h"
#include "hall/figures/figures.h"
#include "hall/keys/keys.h"
#include "services/appeals/results/results.h"

namespace unionhall::app {
namespace {

/// Rows that must not be there: `rows` says which, by a column that names them.
struct Rule {
  std::string_view what, column, rows;
};

constexpr std::string_view alive = "('active', 'transferring', 'retained')";

const std::vector<Rule>& rules() {
  // The ledger and the trail tell the same, and the trail is chained (hall/consents).
  static const std::string untold_consents =
      "consents n WHERE NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.subject_id = n.id AND e.subject_kind = 'consent' "
      "AND e.what = CASE n.given WHEN 1 THEN 'consent' ELSE 'withdraw_consent' END "
      "AND e.detail = n.kind || ' v' || CAST(n.version AS TEXT) || ' ' || coalesce(CAST(n.account_id AS TEXT), '0') || ' ' || "
      "coalesce(CAST(n.person_id AS TEXT), '0') || ' ' || substr(n.digest, 1, 16))";
  static const std::string dead_but_living =
      fmt::format("live_membership l JOIN members m ON m.id = l.member_id WHERE m.status NOT IN {} OR m.person_id <> l.person_id", alive);
  static const std::string living_but_unknown = fmt::format(
      "members m WHERE m.status IN {} AND NOT EXISTS (SELECT 1 FROM live_membership l WHERE l.person_id = m.person_id AND l.member_id = "
      "m.id)",
      alive);
  static const std::string of_a_dissolved_union =
      fmt::format("members m JOIN orgs o ON o.id = m.org_id WHERE o.state = 'dissolved' AND m.status IN {}", alive);
  static const std::string ownerless_files =
      "files f WHERE f.at_ms < (SELECT max(e.at_ms) FROM audit_events e) - 90000000 AND NOT EXISTS (SELECT 1 FROM case_attachments a "
      "WHERE a.file_id = f.id) AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.file_id = f.id) AND NOT EXISTS (SELECT 1 FROM "
      "member_exports x WHERE x.file_id = f.id) AND NOT EXISTS (SELECT 1 FROM appeal_errand_pictures p WHERE p.file_id = f.id)";
  static const std::vector<Rule> all{
      {"unions without their parent", "o.id",
       "orgs o WHERE o.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orgs p WHERE p.id = o.parent_id)"},
      {"unions without their industry parent", "o.id",
       "orgs o WHERE o.industry_parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orgs p WHERE p.id = o.industry_parent_id)"},
      {"unions that do not stand below their parent", "o.id",
       "orgs o JOIN orgs p ON p.id = o.parent_id WHERE substr(o.path, 1, length(p.path)) <> p.path OR length(o.path) <> length(p.path) + "
       "5"},
      {"unions below a dissolved one", "o.id",
       "orgs o JOIN orgs p ON p.id = o.parent_id WHERE o.state = 'active' AND p.state = 'dissolved'"},
      {"living members of a dissolved union", "m.id", of_a_dissolved_union},
      {"roles at a dissolved union", "r.id", "roles r JOIN orgs o ON o.id = r.org_id WHERE o.state = 'dissolved' AND r.until_ms IS NULL"},
      {"unions without a source", "o.id", "orgs o WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.id = o.source_id)"},
      {"people without a source", "p.id", "people p WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.id = p.source_id)"},
      {"people whom no document finds", "p.id",
       "people p WHERE p.erased_at_ms IS NULL AND p.id NOT IN (SELECT i.person_id FROM identity_index i)"},
      {"people with a phone whom no phone finds", "p.id",
       "people p WHERE p.phone_sealed IS NOT NULL AND p.id NOT IN (SELECT i.person_id FROM phone_index i)"},
      {"phones that find nobody", "i.person_id", "phone_index i WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = i.person_id)"},
      {"words that find nobody", "w.subject_id",
       "word_index w WHERE w.kind = 'person' AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = w.subject_id)"},
      {"words that find no union", "w.subject_id",
       "word_index w WHERE w.kind = 'org' AND NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = w.subject_id)"},
      {"people who are led to somebody who is led herself", "l.person_id",
       "merged_people l JOIN merged_people t ON t.person_id = l.into_id"},
      {"people who are led to nobody", "l.person_id",
       "merged_people l WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = l.into_id) "
       "OR NOT EXISTS (SELECT 1 FROM people p WHERE p.id = l.person_id)"},
      {"people who are led, and no merge says so", "l.person_id",
       "merged_people l WHERE NOT EXISTS (SELECT 1 FROM person_merges g WHERE g.led = l.person_id AND g.undone_at_ms IS NULL)"},
      {"merges that lead nobody", "g.id",
       "person_merges g WHERE g.undone_at_ms IS NULL AND NOT EXISTS (SELECT 1 FROM merged_people l WHERE l.person_id = g.led)"},
      {"living memberships of people who are led", "l.member_id", "live_membership l JOIN merged_people x ON x.person_id = l.person_id"},
      {"hidden memberships where they must not be known", "h.member_id",
       "hidden_memberships h JOIN members m ON m.id = h.member_id JOIN orgs o ON o.id = m.org_id JOIN orgs x ON x.id = h.hidden_from WHERE "
       "substr(o.path, 1, length(x.path)) = x.path"},
      {"members without a person", "m.id", "members m WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = m.person_id)"},
      {"members without a union", "m.id", "members m WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = m.org_id)"},
      {"members without a source", "m.id", "members m WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.id = m.source_id)"},
      {"members who stand under another name", "m.id", "members m JOIN people p ON p.id = m.person_id WHERE p.name_key <> m.name_key"},
      {"people with two living memberships, or one that is none", "l.person_id", dead_but_living},
      {"living memberships that are not known as such", "m.id", living_but_unknown},
      {"living memberships that are nobody's", "l.person_id",
       "live_membership l WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.id = l.member_id)"},
      {"history of no member", "e.id", "member_events e WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.id = e.member_id)"},
      {"cases of no union", "c.id", "cases c WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = c.org_id)"},
      {"open cases that nobody holds", "c.id",
       "cases c WHERE c.outcome = '' AND NOT EXISTS (SELECT 1 FROM case_tasks t WHERE t.case_id = c.id AND t.done_at_ms IS NULL)"},
      {"ended cases that somebody holds", "t.id",
       "case_tasks t JOIN cases c ON c.id = t.case_id WHERE c.outcome <> '' AND t.done_at_ms IS NULL"},
      {"tasks of no case", "t.id", "case_tasks t WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = t.case_id)"},
      {"events of no case", "e.id", "case_events e WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id)"},
      {"attachments of no case", "a.id", "case_attachments a WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = a.case_id)"},
      {"attachments without their file", "a.id",
       "case_attachments a WHERE a.file_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = a.file_id)"},
      // Younger ones may have been kept a moment before the program was killed; the server removes them by itself.
      {"files that are nobody's a day after they were kept", "f.id", ownerless_files},
      {"stand-ins that have ended and whose role has not", "s.id",
       "stand_ins s JOIN roles r ON r.id = s.given_role_id WHERE s.ended_at_ms IS NOT NULL AND r.until_ms IS NULL"},
      {"lent roles that go on without the one that they were lent from", "r.id",
       "roles r JOIN roles f ON f.id = r.lent_from WHERE r.until_ms IS NULL AND f.until_ms IS NOT NULL"},
      {"applications without a case", "f.id", "joining_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"documents held by an application that has ended", "j.case_id",
       "joining_claims j JOIN cases c ON c.id = j.case_id WHERE c.outcome <> ''"},
      {"transfers without a case", "f.id", "transfer_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"memberships in transfer without an open case", "m.id",
       "members m WHERE m.status = 'transferring' AND EXISTS (SELECT 1 FROM transfer_forms f WHERE f.member_id = m.id) AND NOT EXISTS "
       "(SELECT 1 FROM transfers_open t WHERE t.person_id = m.person_id)"},
      {"memberships that leave with a note, without an open case", "m.id",
       "members m WHERE m.status = 'transferring' AND EXISTS (SELECT 1 FROM transfer_notes f WHERE f.member_id = m.id) AND NOT EXISTS "
       "(SELECT 1 FROM transfers_open t WHERE t.person_id = m.person_id)"},
      {"transfer notes without a case", "f.id", "transfer_notes f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"transfer notes that are valid after their case", "f.id",
       "transfer_notes f JOIN cases c ON c.id = f.id WHERE f.state = 'valid' AND c.outcome <> ''"},
      {"received notes without a case", "f.id", "received_notes f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"notes in use by a case that came to nothing", "n.case_id",
       "notes_in_use n WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = n.case_id AND c.outcome IN ('', 'granted'))"},
      {"union moves without a case", "f.id", "union_move_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"union moves that stay open after their case", "o.org_id",
       "union_moves_open o WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = o.case_id AND c.outcome = '')"},
      {"links of no member", "l.serial", "verification_links l WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.id = l.member_id)"},
      {"links of no mailing", "l.serial",
       "verification_links l WHERE NOT EXISTS (SELECT 1 FROM verification_mailings g WHERE g.id = l.mailing_id)"},
      {"results of mailings that their links tell otherwise", "r.org_id",
       "verification_results r LEFT JOIN (SELECT mailing_id, org_id, count(*) AS confirmed FROM verification_links WHERE state = "
       "'confirmed' GROUP BY mailing_id, org_id) l ON l.mailing_id = r.mailing_id AND l.org_id = r.org_id WHERE r.confirmed <> "
       "coalesce(l.confirmed, 0)"},
      {"corrections without a case", "f.id", "correction_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"appeals without a case", "f.id", "appeal_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"corrections of results that were not published", "k.number",
       "appeal_result_corrections k WHERE NOT EXISTS (SELECT 1 FROM appeal_results r WHERE r.month = k.month)"},
      {"ties between appeals of which one is hidden and the other is not", "t.one_id",
       "appeal_ties t JOIN cases a ON a.id = t.one_id JOIN cases b ON b.id = t.other_id WHERE coalesce(a.hidden_from, 0) <> "
       "coalesce(b.hidden_from, 0)"},
      {"ties of no appeal", "t.one_id",
       "appeal_ties t WHERE NOT EXISTS (SELECT 1 FROM appeal_forms f WHERE f.id = t.one_id) OR NOT EXISTS (SELECT 1 FROM appeal_forms f "
       "WHERE f.id = t.other_id)"},
      {"stories of no appeal", "s.id", "appeal_stories s WHERE NOT EXISTS (SELECT 1 FROM appeal_forms f WHERE f.id = s.id)"},
      {"stories of somebody who wanted to stay unnamed", "s.id",
       "appeal_stories s JOIN cases c ON c.id = s.id WHERE c.discretion <> 'open'"},
      {"appeals that the union ended by itself", "c.id",
       "cases c WHERE c.type = 'appeal' AND c.outcome <> '' AND (SELECT e.party FROM case_events e WHERE e.case_id = c.id AND e.state = "
       "c.state AND e.key NOT IN ('comment', 'attached', 'taken_back', 'rated') ORDER BY e.id LIMIT 1) = 'addressed'"},
      {"errands without an appeal", "e.id", "appeal_errands e WHERE NOT EXISTS (SELECT 1 FROM appeal_forms f WHERE f.id = e.appeal_id)"},
      {"errands that were answered and hold no answer's time", "e.id",
       "appeal_errands e WHERE (e.state = 'open') <> (e.answered_at_ms IS NULL)"},
      {"photos of no open errand", "p.id",
       "appeal_errand_pictures p WHERE NOT EXISTS (SELECT 1 FROM appeal_errands e WHERE e.id = p.errand_id AND e.state = 'open')"},
      {"tickets without an appeal", "t.appeal_id",
       "appeal_tickets t WHERE NOT EXISTS (SELECT 1 FROM appeal_forms f WHERE f.id = t.appeal_id)"},
      {"links of callers without an appeal", "l.id",
       "appeal_caller_links l WHERE NOT EXISTS (SELECT 1 FROM appeal_forms f WHERE f.id = l.id)"},
      {"links of callers who have an account", "l.id", "appeal_caller_links l JOIN cases c ON c.id = l.id WHERE c.applicant IS NOT NULL"},
      {"doubles without a case", "f.id", "double_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"exports without a case", "f.id", "full_export_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"exports that nobody let out", "x.id",
       "full_exports x WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = x.id AND c.outcome = 'granted')"},
      {"people in no export", "p.full_export_id",
       "full_export_people p WHERE NOT EXISTS (SELECT 1 FROM full_exports x WHERE x.id = p.full_export_id)"},
      {"changes of membership without a case", "f.id", "membership_forms f WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = f.id)"},
      {"changes of membership that stay open after their case", "o.person_id",
       "membership_open o WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = o.case_id AND c.outcome = '')"},
      {"phones of no account", "a.id", "account_phones a WHERE NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = a.account_id)"},
      {"second factors of no account", "f.account_id",
       "second_factors f WHERE NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = f.account_id)"},
      {"passwords of no account", "w.account_id", "passwords w WHERE NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = w.account_id)"},
      {"recovery codes without a second factor", "w.account_id",
       "recovery_codes w WHERE NOT EXISTS (SELECT 1 FROM second_factors f WHERE f.account_id = w.account_id)"},
      {"sessions of no account", "s.id", "sessions s WHERE NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = s.account_id)"},
      {"roles of no account", "r.id", "roles r WHERE NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = r.account_id)"},
      // The three administrators are three people, and none of them does the union's work (hall/accounts).
      {"administrators who hold another role beside it", "r.id",
       "roles r JOIN accounts a ON a.id = r.account_id LEFT JOIN merged_people x ON x.person_id = a.person_id WHERE r.until_ms IS NULL AND "
       "r.word IN ('system_administrator', 'security_administrator', 'audit_administrator') AND EXISTS (SELECT 1 FROM roles q JOIN "
       "accounts b ON b.id = q.account_id LEFT JOIN merged_people y ON y.person_id = b.person_id WHERE q.until_ms IS NULL AND q.word <> "
       "r.word AND "
       "(b.id = a.id OR coalesce(y.into_id, b.person_id) = coalesce(x.into_id, a.person_id)))"},
      {"roles at no union", "r.id", "roles r WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = r.org_id)"},
      {"consents of no account", "n.id",
       "consents n WHERE n.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = n.account_id)"},
      {"consents of no person", "n.id",
       "consents n WHERE n.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = n.person_id)"},
      {"consents that the trail tells otherwise", "n.id", untold_consents},
      {"consents that are gone", "e.subject_id",
       "audit_events e WHERE e.what IN ('consent', 'withdraw_consent') AND e.what <> 'look' "
       "AND NOT EXISTS (SELECT 1 FROM consents n WHERE n.id = e.subject_id)"},
      {"stations kept by no union", "t.id", "stations t WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = t.keeper)"},
      {"reports of no station", "p.id", "station_reports p WHERE NOT EXISTS (SELECT 1 FROM stations t WHERE t.id = p.station_id)"},
      {"doubts of no station", "p.id", "station_doubts p WHERE NOT EXISTS (SELECT 1 FROM stations t WHERE t.id = p.station_id)"},
      {"stations down a rank for nothing", "t.id",
       "stations t WHERE t.fault <> '' AND NOT EXISTS (SELECT 1 FROM station_doubts p WHERE p.station_id = t.id AND p.state IN ('raised', "
       "'upheld'))"},
      {"stations told apart that are none", "p.first_id",
       "station_pairs_apart p WHERE NOT EXISTS (SELECT 1 FROM stations t WHERE t.id = p.first_id) OR NOT EXISTS (SELECT 1 FROM stations t "
       "WHERE t.id = p.second_id)"},
      {"areas of no union", "t.id", "station_areas t WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = t.org_id)"},
      {"publications of no station", "p.station_id",
       "station_publications p WHERE NOT EXISTS (SELECT 1 FROM stations t WHERE t.id = p.station_id)"},
      {"publications of no submission", "p.station_id",
       "station_publications p WHERE NOT EXISTS (SELECT 1 FROM station_submissions t WHERE t.id = p.submission_id)"},
      {"what owners were asked of no station", "p.id",
       "station_owner_asks p WHERE NOT EXISTS (SELECT 1 FROM stations t WHERE t.id = p.station_id)"},
      {"what owners were asked that ended and holds no time of it", "p.id",
       "station_owner_asks p WHERE (p.state = 'open') <> (p.ended_at_ms IS NULL)"},
      {"photos of no station", "p.id", "station_photos p WHERE NOT EXISTS (SELECT 1 FROM stations t WHERE t.id = p.station_id)"},
      {"notices to no account", "n.id", "notices n WHERE NOT EXISTS (SELECT 1 FROM accounts c WHERE c.id = n.account_id)"},
      {"accounts of no person", "a.id",
       "accounts a WHERE a.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = a.person_id)"},
  };
  return all;
}

struct Found {
  std::int64_t count = 0, example = 0;
};
BOOST_DESCRIBE_STRUCT(Found, (), (count, example))

Found rows_against(db::Session& s, const Rule& rule) {
  return *s.first<Found>(fmt::format("SELECT count(*), coalesce(min({}), 0) FROM {}", rule.column, rule.rows));
}

struct Sealed {
  std::int64_t row = 0;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Sealed, (), (row, value))

void check_sealed(db::Session& s, const crypto::Keyring& keys, const SealedColumn& column, Report& report) {
  Finding broken{.what = fmt::format("{} that do not open", column.what), .count = 0, .example = {}};
  s.each<Sealed>(fmt::format("SELECT {0}, {1} FROM {2} WHERE {1} IS NOT NULL AND {3} ORDER BY {0}", column.id, column.column, column.table,
                             column.only),
                 [&](Sealed&& sealed) {
                   ++report.sealed_values;
                   if (keys.open(sealed.value, place_of(column, sealed.row))) return;
                   if (broken.count++ == 0) broken.example = std::to_string(sealed.row);
                 });
  if (broken.count > 0) report.findings.push_back(std::move(broken));
}

/// A key that is said to be unused may be gone from the key file by now, with all that is under it.
void look_under(db::Session& s, const keys::Key& key, Report& report) {
  if (key.state == keys::State::known || key.state == keys::State::sealing) return;
  for (const auto& [what, count] : uses_of_key(s, key.number)) {
    auto told = fmt::format("{} under key {}", what, key.number);
    if (key.state == keys::State::unused) {
      report.findings.push_back({.what = told + ", which is said to be unused", .count = count, .example = std::to_string(key.number)});
    } else {
      report.under_old_keys.push_back(fmt::format("{}: {}", told, count));
    }
  }
}

}  // namespace

Report check_hall(db::Database& db, const crypto::Keyring& keys, const std::function<void(std::string_view what)>& watch,
                  const std::filesystem::path& heads) {
  Report report;
  watch("keys");
  try {
    keys::refuse_others(db.read([](db::Session& s) { return keys::all(s); }), keys);
  } catch (const keys::NotOurs& theirs) {
    report.findings.push_back({.what = "the key file is not this hall's", .count = 1, .example = theirs.what()});
  }
  watch("the audit chain");
  const auto chain = audit::check(db);
  report.audit_events = chain.events;
  if (!chain.broken_at.empty()) report.findings.push_back({.what = "the audit chain is broken", .count = 1, .example = chain.broken_at});
  if (!heads.empty()) {
    const auto line = db.read([&](db::Session& s) { return audit::contradicting_head(s, heads); });
    if (line) report.findings.push_back({.what = "the audit chain is not as its heads outside say", .count = 1, .example = *line});
  }

  watch("figures");
  const auto differences = figures::check(db);
  if (!differences.empty()) {
    const auto& first = differences.front();
    report.findings.push_back(
        {.what = "figures that differ from a recount",
         .count = static_cast<std::int64_t>(differences.size()),
         .example = fmt::format("{} of union {}: {} instead of {}", first.figure, first.org.text(), first.folded, first.recounted)});
  }

  db.snapshot([&](db::Session& s) {
    for (const auto& rule : rules()) {
      watch(rule.what);
      ++report.rules;
      const auto found = rows_against(s, rule);
      if (found.count > 0)
        report.findings.push_back({.what = std::string(rule.what), .count = found.count, .example = std::to_string(found.example)});
    }
    watch("published results");
    if (const auto changed = appeals::results::changed_since_published(s); !changed.empty()) {
      report.findings.push_back({.what = "results that are not those that were published",
                                 .count = static_cast<std::int64_t>(changed.size()),
                                 .example = changed.front()});
    }
    watch("sealed values");
    for (const auto& column : sealed_columns()) check_sealed(s, keys, column, report);
    watch("old keys");
    for (const auto& key : keys::all(s)) look_under(s, key, report);
  });
  return report;
}

}  // namespace unionhall::app
