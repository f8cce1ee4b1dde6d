#include "services/appeals/store.h"

#include <algorithm>

#include "hall/orgs/orgs.h"

namespace unionhall::appeals {

std::optional<Form> form_of(db::Session& db, cases::CaseId id) {
  return db.first<Form>(R"sql(
      SELECT id, region, asked_org, category, category_by, kind, difficulty, channel, words_sealed, place_sealed, caller_sealed,
             phone_sealed, filed_month, handled_from_ms, extended_at_ms, contacted_at_ms, replied_at_ms, replied_late, solved_at_ms,
             verdict, not_solved_times, satisfaction, supervised_at_ms, lead_id, proposed_lead_id, repeats_id, following
        FROM appeal_forms WHERE id = :id)sql",
                        id);
}

}  // namespace unionhall::appeals

namespace unionhall::appeals::store {
namespace {

struct About {
  cases::CaseId id;
  std::string category;
};
BOOST_DESCRIBE_STRUCT(About, (), (id, category))

}  // namespace

void insert(db::Session& db, const Form& form) {
  db.exec(R"sql(
      INSERT INTO appeal_forms (id, region, asked_org, category, category_by, kind, difficulty, channel, words_sealed, place_sealed,
                                caller_sealed, phone_sealed, filed_month, repeats_id)
      VALUES (:id, :region, :asked, :category, :category_by, :kind, :difficulty, :channel, :words, :place, :caller, :phone, :month,
              :repeats))sql",
          form.id, form.region, form.asked_org, form.category, form.category_by, form.kind, form.difficulty, form.channel,
          form.words_sealed, form.place_sealed, form.caller_sealed, form.phone_sealed, form.filed_month, form.repeats);
}

std::map<cases::CaseId, std::string> categories_of(db::Session& db, const std::vector<cases::CaseId>& ids) {
  std::map<cases::CaseId, std::string> all;
  for (auto& one : db.all<About>("SELECT id, category FROM appeal_forms WHERE id = ANY_OF(:ids) LIMIT 500", ids)) {
    all[one.id] = std::move(one.category);
  }
  return all;
}

void update(db::Session& db, const Form& form) {
  db.exec(R"sql(
      UPDATE appeal_forms
         SET category = :category, category_by = :category_by, kind = :kind, difficulty = :difficulty, handled_from_ms = :handled_from,
             extended_at_ms = :extended, contacted_at_ms = :contacted, replied_at_ms = :replied, replied_late = :late,
             solved_at_ms = :solved, verdict = :verdict, not_solved_times = :times, satisfaction = :satisfaction,
             supervised_at_ms = :supervised, lead_id = :lead, proposed_lead_id = :proposed, following = :following
       WHERE id = :id)sql",
          form.category, form.category_by, form.kind, form.difficulty, form.handled_from, form.extended_at, form.contacted_at,
          form.replied_at, form.replied_late, form.solved_at, form.verdict, form.not_solved_times, form.satisfaction, form.supervised_at,
          form.lead, form.proposed_lead, form.following ? 1 : 0, form.id);
}

std::vector<cases::CaseId> of_callers(db::Session& db, Instant ended_before, int limit) {
  return db.all<cases::CaseId>(R"sql(
      SELECT c.id
        FROM cases c JOIN appeal_forms f ON f.id = c.id
       WHERE c.type = 'appeal' AND c.applicant IS NULL AND c.ended_at_ms < :before AND f.words_sealed IS NOT NULL
       ORDER BY c.id LIMIT :limit)sql",
                               ended_before, limit);
}

void erase(db::Session& db, const db::Numbers& appeals) {
  db.exec(R"sql(
      UPDATE appeal_forms SET words_sealed = NULL, place_sealed = NULL, caller_sealed = NULL, phone_sealed = NULL
       WHERE id = ANY_OF(:appeals))sql",
          appeals);
}

void add_call(db::Session& db, const Call& call) {
  db.exec(R"sql(
      INSERT INTO appeal_calls (id, region, appeal_id, by_account, org_id, at_ms, day)
      VALUES (:id, :region, :appeal, :by, :org, :at, :day))sql",
          call.id, call.region, call.appeal, call.by, call.org, call.at, call.day);
}

std::int64_t days_called(db::Session& db, cases::CaseId appeal, Instant since) {
  return *db.first<std::int64_t>(R"sql(
      SELECT count(DISTINCT day) FROM appeal_calls WHERE appeal_id = :appeal AND at_ms >= :since)sql",
                                 appeal, since);
}

std::vector<cases::CaseId> following(db::Session& db, cases::CaseId lead) {
  return db.all<cases::CaseId>(R"sql(
      SELECT id FROM appeal_forms WHERE lead_id = :lead AND following = 1 ORDER BY id LIMIT 100)sql",
                               lead);
}

std::vector<cases::CaseId> to_answer(db::Session& db, int limit) {
  return db.all<cases::CaseId>(R"sql(
      SELECT f.id
        FROM appeal_forms f JOIN cases l ON l.id = f.lead_id
       WHERE f.following = 1
         AND (l.outcome <> '' OR l.state IN ('replied', 'silent', 'solved', 'unsolved', 'unreached'))
       ORDER BY f.id LIMIT :limit)sql",
                               limit);
}

std::vector<cases::CaseId> alike(db::Session& db, OrgId org, std::string_view category, std::string_view since, cases::CaseId but_not,
                                 int limit) {
  return db.all<cases::CaseId>(R"sql(
      SELECT f.id
        FROM appeal_forms f JOIN cases c ON c.id = f.id
       WHERE f.asked_org = :org AND f.category = :category AND f.filed_month >= :since AND f.id <> :but_not AND c.outcome = '' AND c.org_id = :org
       ORDER BY f.id DESC LIMIT :limit)sql",
                               org, category, since, but_not, limit);
}

std::vector<cases::CaseId> tied_to(db::Session& db, cases::CaseId id) {
  return db.all<cases::CaseId>(R"sql(
      SELECT other_id AS id FROM appeal_ties WHERE one_id = :id
       UNION ALL
      SELECT one_id AS id FROM appeal_ties WHERE other_id = :id
       ORDER BY id LIMIT 100)sql",
                               id);
}

bool tie(db::Session& db, cases::CaseId one, cases::CaseId other, std::int64_t region, AccountId by, Instant now) {
  return db.exec(R"sql(
      INSERT INTO appeal_ties (one_id, other_id, region, by_account, at_ms) VALUES (:one, :other, :region, :by, :at)
          ON CONFLICT (one_id, other_id) DO NOTHING)sql",
                 std::min(one, other), std::max(one, other), region, by, now) == 1;
}

bool untie(db::Session& db, cases::CaseId one, cases::CaseId other) {
  return db.exec("DELETE FROM appeal_ties WHERE one_id = :one AND other_id = :other", std::min(one, other), std::max(one, other)) == 1;
}

std::optional<cases::CaseId> earlier(db::Session& db, AccountId applicant, std::string_view category, Instant since,
                                     cases::CaseId but_not) {
  return db.first<cases::CaseId>(R"sql(
      SELECT c.id
        FROM cases c JOIN appeal_forms f ON f.id = c.id
       WHERE c.applicant = :applicant AND c.type = 'appeal' AND f.category = :category AND c.filed_at_ms >= :since AND c.id <> :but_not
         AND c.discretion = 'open'
       ORDER BY c.id DESC LIMIT 1)sql",
                                 applicant, category, since, but_not);
}

std::optional<TicketOf> ticket_of(db::Session& db, cases::CaseId appeal) {
  return db.first<TicketOf>("SELECT number, called FROM appeal_tickets WHERE appeal_id = :appeal", appeal);
}

std::vector<Said> said_since(db::Session& db, std::string_view path, std::string_view seen_from, Instant from, Instant middle) {
  return db.all<Said>(R"sql(
      SELECT o.id, o.name, f.category, CAST(sum(CASE WHEN c.filed_at_ms >= :middle THEN 1 ELSE 0 END) AS BIGINT),
             CAST(sum(CASE WHEN c.filed_at_ms < :middle THEN 1 ELSE 0 END) AS BIGINT)
        FROM appeal_forms f
        JOIN cases c ON c.id = f.id
        JOIN orgs o ON o.id = f.asked_org
        LEFT JOIN orgs h ON h.id = c.hidden_from
       WHERE f.filed_month >= :month AND c.filed_at_ms >= :from AND o.path >= :path AND o.path < :end
         AND (h.path IS NULL OR substr(:seen_from, 1, length(h.path)) <> h.path)
       GROUP BY o.id, o.name, f.category LIMIT 100000)sql",
                      middle, iso_date(beijing_date(from)).substr(0, 7), from, path, orgs::end_of_subtree(path), seen_from);
}

std::vector<SheetLine> sheet(db::Session& db, std::string_view path, int limit) {
  return db.all<SheetLine>(R"sql(
      SELECT c.id, c.number, c.state, c.subject, c.discretion, c.filed_at_ms, f.category, f.words_sealed, f.place_sealed
        FROM orgs o
        JOIN cases c ON c.org_id = o.id
        JOIN appeal_forms f ON f.id = c.id
       WHERE o.path >= :path AND o.path < :end AND c.type = 'appeal' AND c.outcome = '' AND c.hidden_from IS NULL AND f.verdict = ''
       ORDER BY c.filed_at_ms, c.id LIMIT :limit)sql",
                           path, orgs::end_of_subtree(path), limit);
}

std::vector<Hint> hints(db::Session& db) { return db.all<Hint>("SELECT word, category FROM appeal_hints ORDER BY word LIMIT 5000"); }

void set_hint(db::Session& db, const Hint& hint, AccountId by, Instant now) {
  db.exec(R"sql(
      INSERT INTO appeal_hints (word, category, by_account, at_ms) VALUES (:word, :category, :by, :at)
          ON CONFLICT (word) DO UPDATE SET category = excluded.category, by_account = excluded.by_account, at_ms = excluded.at_ms)sql",
          hint.word, hint.category, by, now);
}

}  // namespace unionhall::appeals::store
