#include "hall/cases/store.h"

#include "hall/accounts/accounts.h"
#include "hall/people/people.h"

namespace unionhall::cases::store {
namespace {

struct Name {
  OrgId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Name, (), (id, name))

}  // namespace

// ── Cases ──────────────────────────────────────────────────────────────────────────────────────────────────────

bool insert(db::Session& db, const Case& one, Instant now) {
  return db.exec(R"sql(
      INSERT INTO cases (id, region, type, rules, number, org_id, state, subject, discretion, hidden_from, applicant, person_id, filed_by,
                         filed_at_ms, updated_at_ms)
      VALUES (:id, :region, :type, :rules, :number, :org, :state, :subject, :discretion, :hidden_from, :applicant, :person, :filed_by,
              :now, :now)
          ON CONFLICT DO NOTHING)sql",
                 one.id, one.region, one.type, one.rules, one.number, one.org, one.state, one.subject, one.discretion, one.hidden_from,
                 one.applicant, one.person, one.filed_by, now) == 1;
}

bool move(db::Session& db, const Case& before, OrgId org, std::string_view state, std::string_view outcome, Instant now) {
  const auto ended = outcome.empty() ? std::nullopt : std::optional(now);
  return db.exec(R"sql(
      UPDATE cases SET version = version + 1, org_id = :org, state = :state, outcome = :outcome, ended_at_ms = :ended, updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
                 org, state, outcome, ended, now, before.id, before.version) == 1;
}

void rename(db::Session& db, CaseId id, std::string_view subject) {
  db.exec("UPDATE cases SET subject = :subject WHERE id = :id", subject, id);
}

std::optional<Case> find(db::Session& db, CaseId id) {
  return db.first<Case>(R"sql(
      SELECT id, region, version, type, rules, number, org_id, state, outcome, subject, discretion, hidden_from, applicant, person_id,
             filed_by, filed_at_ms, ended_at_ms
        FROM cases WHERE id = :id)sql",
                        id);
}

std::vector<Case> open_of(db::Session& db, std::string_view type, AccountId applicant, PersonId person) {
  return db.all<Case>(R"sql(
      SELECT id, region, version, type, rules, number, org_id, state, outcome, subject, discretion, hidden_from, applicant, person_id,
             filed_by, filed_at_ms, ended_at_ms
        FROM cases
       WHERE (applicant = :applicant OR person_id = ANY_OF(:people)) AND type = :type AND outcome = ''
       ORDER BY id LIMIT 20)sql",
                      applicant, people::with_led(db, {person}), type);
}

std::vector<Case> of_applicant(db::Session& db, AccountId account, PersonId person, CaseId before, int limit) {
  return db.all<Case>(R"sql(
      SELECT id, region, version, type, rules, number, org_id, state, outcome, subject, discretion, hidden_from, applicant, person_id,
             filed_by, filed_at_ms, ended_at_ms
        FROM cases
       WHERE (applicant = :account OR person_id = ANY_OF(:people)) AND id < :before
       ORDER BY id DESC LIMIT :limit)sql",
                      account, people::with_led(db, {person}), before, limit);
}

// ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────

void add_task(db::Session& db, const Case& of, const Task& task, Instant next_at) {
  db.exec(R"sql(
      INSERT INTO case_tasks (id, region, case_id, type, state, party, org_id, first_org_id, desk, since_ms, days, counted, due_on,
                              provisional, next_at_ms, due_at_ms)
      VALUES (:id, :region, :case, :type, :state, :party, :org, :first_org, :desk, :since, :days, :counted, :due_on, :provisional,
              :next_at, :due_at))sql",
          task.id, of.region, of.id, of.type, task.state, task.party, task.org, task.first_org, task.desk, task.since, task.days,
          task.counted, task.due_on, task.provisional ? 1 : 0, next_at, task.due_at);
}

void finish_task(db::Session& db, TaskId id, Instant now) {
  db.exec("UPDATE case_tasks SET done_at_ms = :now WHERE id = :id AND done_at_ms IS NULL", now, id);
}

void rename_task(db::Session& db, TaskId id, std::string_view state) {
  db.exec("UPDATE case_tasks SET state = :state WHERE id = :id", state, id);
}

bool write_task(db::Session& db, const Task& before, const Task& after, Instant next_at) {
  return db.exec(R"sql(
      UPDATE case_tasks
         SET org_id = :org, first_org_id = :first_org, desk = :desk, due_on = :due_on, provisional = :provisional, reminders = :reminders,
             levels_up = :levels_up, next_at_ms = :next_at, came_from = :came_from, came_at_ms = :came_at
       WHERE id = :id AND done_at_ms IS NULL AND reminders = :reminders_before AND levels_up = :levels_before)sql",
                 after.org, after.first_org, after.desk, after.due_on, after.provisional ? 1 : 0, after.reminders, after.levels_up, next_at,
                 after.came_from, after.came_at, before.id, before.reminders, before.levels_up) == 1;
}

std::vector<Task> tasks_of(db::Session& db, CaseId id) {
  return db.all<Task>(R"sql(
      SELECT id, case_id, state, party, org_id, first_org_id, desk, since_ms, days, counted, due_on, provisional, reminders, levels_up, due_at_ms,
             came_from, came_at_ms
        FROM case_tasks WHERE case_id = :case AND done_at_ms IS NULL ORDER BY id LIMIT 10)sql",
                      id);
}

std::vector<OrgId> holders_of(db::Session& db, CaseId id) {
  return db.all<OrgId>(R"sql(
      SELECT org_id FROM case_tasks WHERE case_id = :case AND org_id IS NOT NULL
       UNION
      SELECT first_org_id FROM case_tasks WHERE case_id = :case AND first_org_id IS NOT NULL
       LIMIT 100)sql",
                       id);
}

std::vector<Task> due_by_clock(db::Session& db, Instant now, int limit) {
  return db.all<Task>(R"sql(
      SELECT id, case_id, state, party, org_id, first_org_id, desk, since_ms, days, counted, due_on, provisional, reminders, levels_up, due_at_ms,
             came_from, came_at_ms
        FROM case_tasks WHERE done_at_ms IS NULL AND next_at_ms <= :now ORDER BY next_at_ms, id LIMIT :limit)sql",
                      now, limit);
}

std::vector<Task> provisional(db::Session& db, TaskId after, int limit) {
  return db.all<Task>(R"sql(
      SELECT id, case_id, state, party, org_id, first_org_id, desk, since_ms, days, counted, due_on, provisional, reminders, levels_up, due_at_ms,
             came_from, came_at_ms
        FROM case_tasks WHERE done_at_ms IS NULL AND provisional = 1 AND id > :after ORDER BY id LIMIT :limit)sql",
                      after, limit);
}

std::optional<OrgId> lowest_staffed(db::Session& db, const db::Words& paths, std::string_view desk, std::optional<AccountId> but_not,
                                    Instant now) {
  return db.first<OrgId>(R"sql(
      SELECT o.id FROM orgs o
       WHERE o.path = ANY_OF(:paths)
         AND EXISTS (SELECT 1 FROM roles r
                      WHERE r.org_id = o.id AND (r.word IN ('officer', 'registrar', 'chair') OR (r.word = 'hotline_seat' AND :desk = 'hotline'))
                        AND (r.desk = '' OR r.desk = :desk) AND r.account_id <> :but_not AND )sql" +
                             accounts::role_in_force + ") ORDER BY length(o.path) DESC LIMIT 1",
                         paths, desk, but_not.value_or(AccountId{}), now);
}

bool has_acted(db::Session& db, CaseId of, const db::Words& keys, AccountId account) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT 1 FROM case_events
       WHERE case_id = :case AND by_account = :account AND party = 'addressed' AND key = ANY_OF(:keys) LIMIT 1)sql",
                           of, account, keys)
      .has_value();
}

std::vector<OrgId> below(db::Session& db, OrgId org) {
  return db.all<OrgId>("SELECT id FROM orgs WHERE parent_id = :org AND state = 'active' ORDER BY path LIMIT 500", org);
}

std::optional<OrgId> last_hand(db::Session& db, CaseId of, const db::Words& keys) {
  return db.first<OrgId>(R"sql(
      SELECT org_id FROM case_events
       WHERE case_id = :case AND party = 'addressed' AND org_id IS NOT NULL AND key = ANY_OF(:keys)
       ORDER BY id DESC LIMIT 1)sql",
                         of, keys);
}

// ── The track ──────────────────────────────────────────────────────────────────────────────────────────────────

void add_event(db::Session& db, const Event& event) {
  db.exec(R"sql(
      INSERT INTO case_events (id, region, case_id, at_ms, key, party, by_account, org_id, state, audience, note, changed,
                               note_sealed)
      VALUES (:id, :region, :case, :at, :key, :party, :by, :org, :state, :audience, :note, :changed, :sealed))sql",
          event.id, event.region, event.of, event.at, event.key, event.party, event.by, event.org, event.state, event.audience, event.note,
          event.changed, event.note_sealed);
}

std::string note_of(const Hall& hall, const Event& event) {
  if (!event.note_sealed) return event.note;
  auto note = hall.keys.open(*event.note_sealed, note_place(event.id));
  if (!note) throw std::runtime_error("case_events.note_sealed does not open");
  return *std::move(note);
}

std::optional<Event> last_event(db::Session& db, CaseId of, std::string_view key) {
  return db.first<Event>(R"sql(
      SELECT id, region, case_id, at_ms, key, party, by_account, org_id, state, audience, note, changed, note_sealed
        FROM case_events WHERE case_id = :case AND key = :key ORDER BY id DESC LIMIT 1)sql",
                         of, key);
}

std::vector<Event> events(db::Session& db, CaseId of, int limit) {
  auto newest_first = db.all<Event>(R"sql(
      SELECT id, region, case_id, at_ms, key, party, by_account, org_id, state, audience, note, changed, note_sealed
        FROM case_events WHERE case_id = :case ORDER BY id DESC LIMIT :limit)sql",
                                    of, limit);
  return {newest_first.rbegin(), newest_first.rend()};
}

// ── Attachments ────────────────────────────────────────────────────────────────────────────────────────────────

void add_attachment(db::Session& db, const attachments::Attachment& attachment) {
  db.exec(R"sql(
      INSERT INTO case_attachments (id, region, case_id, file_id, kind, party, by_account, audience, at_ms)
      VALUES (:id, :region, :case, :file, :kind, :party, :by, :audience, :at))sql",
          attachment.id, attachment.region, attachment.of, attachment.file, attachment.kind, attachment.party, attachment.by,
          attachment.audience, attachment.at);
}

std::int64_t count_attachments(db::Session& db, CaseId of) {
  return *db.first<std::int64_t>("SELECT count(*) FROM case_attachments WHERE case_id = :case AND file_id IS NOT NULL", of);
}

std::optional<attachments::Attachment> find_attachment(db::Session& db, CaseId of, attachments::AttachmentId id) {
  return db.first<attachments::Attachment>(R"sql(
      SELECT id, region, case_id, file_id, kind, party, by_account, audience, at_ms
        FROM case_attachments WHERE id = :id AND case_id = :case)sql",
                                           id, of);
}

std::vector<attachments::Line> attachments_of(db::Session& db, CaseId of, std::int64_t limit) {
  return db.all<attachments::Line>(R"sql(
      SELECT a.id, a.kind, a.party, a.by_account, a.audience, a.at_ms, f.name, f.bytes
        FROM case_attachments a JOIN files f ON f.id = a.file_id
       WHERE a.case_id = :case ORDER BY a.id LIMIT :limit)sql",
                                   of, limit);
}

std::vector<files::FileId> attached_files(db::Session& db, const std::vector<files::FileId>& among) {
  return db.all<files::FileId>("SELECT file_id FROM case_attachments WHERE file_id = ANY_OF(:among) LIMIT 500", among);
}

bool take_attachment_back(db::Session& db, attachments::AttachmentId id) {
  return db.exec("UPDATE case_attachments SET file_id = NULL WHERE id = :id AND file_id IS NOT NULL", id) == 1;
}

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

std::map<OrgId, std::string> org_names(db::Session& db, const std::vector<OrgId>& orgs) {
  db::Numbers ids;
  for (const auto org : orgs) ids.values.push_back(org.value);
  std::map<OrgId, std::string> names;
  for (auto& one : db.all<Name>("SELECT id, name FROM orgs WHERE id = ANY_OF(:ids) LIMIT 500", ids)) names[one.id] = std::move(one.name);
  return names;
}

std::map<OrgId, std::string> org_paths(db::Session& db, const std::vector<OrgId>& orgs) {
  db::Numbers ids;
  for (const auto org : orgs) ids.values.push_back(org.value);
  std::map<OrgId, std::string> paths;
  for (auto& one : db.all<Name>("SELECT id, path FROM orgs WHERE id = ANY_OF(:ids) LIMIT 500", ids)) paths[one.id] = std::move(one.name);
  return paths;
}

void each_count(db::Session& db, const std::function<void(Count&&)>& on_count) {
  db.each<Count>("SELECT org_id, type, state, count(*) FROM cases GROUP BY org_id, type, state", on_count);
}

}  // namespace unionhall::cases::store
