#pragma once
// SQL of cases. Private to this folder.
#include "hall/cases/attachments.h"

namespace unionhall::cases::store {

/// False when the number is taken.
bool insert(db::Session& db, const Case& one, Instant now);
/// False when `before` is not the newest any more.
bool move(db::Session& db, const Case& before, OrgId org, std::string_view state, std::string_view outcome, Instant now);
void rename(db::Session& db, CaseId id, std::string_view subject);
std::optional<Case> find(db::Session& db, CaseId id);
std::vector<Case> open_of(db::Session& db, std::string_view type, AccountId applicant, PersonId person);
std::vector<Case> of_applicant(db::Session& db, AccountId account, PersonId person, CaseId before, int limit);

void add_task(db::Session& db, const Case& of, const Task& task, Instant next_at);
void finish_task(db::Session& db, TaskId id, Instant now);
void rename_task(db::Session& db, TaskId id, std::string_view state);
/// Who holds it, until when, and what the clock does next, if it is as it was read; false when somebody was faster.
bool write_task(db::Session& db, const Task& before, const Task& after, Instant next_at);
std::vector<Task> tasks_of(db::Session& db, CaseId id);
/// Every union that holds the case or has held it.
std::vector<OrgId> holders_of(db::Session& db, CaseId id);
/// Tasks whose moment has come, the longest waiting first.
std::vector<Task> due_by_clock(db::Session& db, Instant now, int limit);
std::vector<Task> provisional(db::Session& db, TaskId after, int limit);

/// Of these unions on one path, the lowest where somebody other than `but_not` could act at the desk.
std::optional<OrgId> lowest_staffed(db::Session& db, const db::Words& paths, std::string_view desk, std::optional<AccountId> but_not,
                                    Instant now);

/// Whether this account took one of these steps for whoever was asked.
bool has_acted(db::Session& db, CaseId of, const db::Words& keys, AccountId account);
/// The unions right below one, in the tree's order; at most 500.
std::vector<OrgId> below(db::Session& db, OrgId org);
/// The union that last took one of these steps for whoever was asked.
std::optional<OrgId> last_hand(db::Session& db, CaseId of, const db::Words& keys);

struct Event {
  EventId id;
  std::int64_t region = 0;
  CaseId of;
  Instant at;
  std::string key;
  Party party = Party::clock;
  std::optional<AccountId> by;
  std::optional<OrgId> org;
  std::string state;
  Audience audience = Audience::all;
  std::string note, changed;  // the note: in clear only where it was written before notes were sealed
  std::optional<std::string> note_sealed = {};
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, region, of, at, key, party, by, org, state, audience, note, changed, note_sealed))
inline crypto::Place note_place(EventId id) { return {"case_events", "note_sealed", id.value}; }
void add_event(db::Session& db, const Event& event);
/// What somebody wrote, which may hold anything.
std::string note_of(const Hall& hall, const Event& event);
std::optional<Event> last_event(db::Session& db, CaseId of, std::string_view key);
/// The newest last; of a long track the end.
std::vector<Event> events(db::Session& db, CaseId of, int limit);

// ── Attachments ────────────────────────────────────────────────────────────────────────────────────────────────

void add_attachment(db::Session& db, const attachments::Attachment& attachment);
std::int64_t count_attachments(db::Session& db, CaseId of);
std::optional<attachments::Attachment> find_attachment(db::Session& db, CaseId of, attachments::AttachmentId id);
/// Those that were not taken back, the first first.
std::vector<attachments::Line> attachments_of(db::Session& db, CaseId of, std::int64_t limit);
/// Those of these files that are attached to a case.
std::vector<files::FileId> attached_files(db::Session& db, const std::vector<files::FileId>& among);
/// False when it was taken back before.
bool take_attachment_back(db::Session& db, attachments::AttachmentId id);

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// A line of the inbox.
struct Line {
  TaskId task;
  Date due_on;
  std::optional<Instant> due_at;  // where hours were given
  Instant since;
  std::string state, desk;
  bool provisional = false;
  std::int64_t levels_up = 0;
  OrgId holder;
  std::string holder_path, holder_name;
  CaseId id;
  std::int64_t version = 1, rules = 1;
  std::string type, number, subject;
  Discretion discretion = Discretion::open;
  OrgId org;
  std::string org_name;
  Instant filed_at;
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (task, due_on, due_at, since, state, desk, provisional, levels_up, holder, holder_path, holder_name, id, version,
                       rules, type, number, subject, discretion, org, org_name, filed_at))

/// What an officer's inbox is asked for; empty fields do not filter.
struct Inbox {
  OrgId org;           // her union's own tasks …
  std::string within;  // … or those of the subtree at this path
  std::string desk, type, state;
  std::string late_on;  // what is late on this ISO day, at the moment `now`; empty: any
  Instant now = {};
};
struct After {
  std::string path, due_on;
  TaskId task;
};
std::vector<Line> inbox(db::Session& db, const Inbox& asked, const After& after, int limit);
/// Counted up to `most`.
std::int64_t count_inbox(db::Session& db, const Inbox& asked, std::int64_t most);

/// At most 500 at once.
std::map<OrgId, std::string> org_names(db::Session& db, const std::vector<OrgId>& orgs);
std::map<OrgId, std::string> org_paths(db::Session& db, const std::vector<OrgId>& orgs);

struct Count {
  OrgId org;
  std::string type, state;
  std::int64_t cases = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (org, type, state, cases))
void each_count(db::Session& db, const std::function<void(Count&&)>& on_count);

}  // namespace unionhall::cases::store
