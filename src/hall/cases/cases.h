#pragma once
// Cases (办件): everything that is asked of the union. A service hands in its type, which is a table (rules.h) and a few
// functions; the engine does for all of them, once: the number, the track that the applicant follows like a parcel's, the
// officers' one inbox, deadlines, reminders, going up to the level above, comments, batches, audit and figures.
//
//   filed ──► held by a union (a task: who, since when, due when) ──► … ──► granted, refused, withdrawn, lapsed
//               │ late: the task goes up to the union above
//               └ handed over: another union holds it
//
// A case is in one state; a state is held by one party or two, and each has a task of its own. The rules of a type decide who
// may take which step; three more hold for every type. Nobody acts for the union in her own case. A union where nobody could
// act is passed over: the task begins at the nearest one above that has somebody. What is hidden from an org is found by no
// role that is held at it or below.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hall/access/access.h"
#include "hall/cases/rules.h"
#include "hall/hall.h"

namespace unionhall::cases {

using CaseId = Id<struct CaseTag>;
using TaskId = Id<struct CaseTaskTag>;
using EventId = Id<struct CaseEventTag>;

/// How much of the applicant the unions may see: all; a pseudonym; or nothing at one org and below.
enum class Discretion { open, nameless, hidden };
BOOST_DESCRIBE_ENUM(Discretion, open, nameless, hidden)

enum class Audience { all, inside };
BOOST_DESCRIBE_ENUM(Audience, all, inside)

struct Case {
  CaseId id;
  std::int64_t region = 0, version = 1;
  std::string type;
  std::int64_t rules = 1;
  std::string number;
  OrgId org;  // the union that is asked
  std::string state, outcome, subject;
  Discretion discretion = Discretion::open;
  std::optional<OrgId> hidden_from;
  std::optional<AccountId> applicant;
  std::optional<PersonId> person;
  AccountId filed_by;
  Instant filed_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, region, version, type, rules, number, org, state, outcome, subject, discretion, hidden_from, applicant, person,
                       filed_by, filed_at, ended_at))

struct Task {
  TaskId id;
  CaseId of;
  std::string state;
  Party party = Party::addressed;
  std::optional<OrgId> org, first_org;
  std::string desk;
  Instant since;
  std::int64_t days = 0;
  calendar::Count counted = calendar::Count::working_days;
  Date due_on;
  bool provisional = false;
  std::int64_t reminders = 0, levels_up = 0;
  std::optional<Instant> due_at = {};   // where hours were given; `due_on` is its day
  std::optional<OrgId> came_from = {};  // who handed it over to `first_org`, and when
  std::optional<Instant> came_at = {};
};
BOOST_DESCRIBE_STRUCT(Task, (),
                      (id, of, state, party, org, first_org, desk, since, days, counted, due_on, provisional, reminders, levels_up, due_at,
                       came_from, came_at))

/// On whose behalf a case is moved.
struct By {
  Party party = Party::clock;
  AccountId account;      // 0: the program itself
  std::int64_t role = 0;  // the role in force
  OrgId org;              // where it is held
  std::string_view request = "";
};

// ── What a service hands in ────────────────────────────────────────────────────────────────────────────────────

/// What a service writes with a step or with a new case, in its transaction, made ready outside it. It may run twice. What
/// it refuses, the whole step is refused with.
using Work = std::function<Result<void, Problem>(db::Session&, const Case&)>;

/// A form that was read, and what becomes of it.
struct Filing {
  OrgId org;
  std::string subject;
  PersonId person = {};      // 0: not on record
  AccountId applicant = {};  // 0: whoever files fills it in for somebody without an account
  Discretion discretion = Discretion::open;
  OrgId hidden_from = {};
  Work write;                     // the form's own table
  std::string_view at_once = "";  // a step of the clock, taken in the same transaction
  Work write_at_once;

  /// Whoever handles it knows her by signs that are drawn; her name is in no list, track, notice or audit that they read.
  void leave_unnamed() { discretion = Discretion::nameless; }
  /// No role at this org or below shall find a trace of it.
  void hide(OrgId from) {
    discretion = Discretion::hidden;
    hidden_from = from;
  }
};

/// A returned form as it is sent again.
struct Correction {
  std::vector<std::string_view> fields;  // which say something else now; the track names them, never what they say
  std::string subject;
  Work write = {};  // the form's own table
};

/// How long one case may stay in a state, where its form decides that, and from when it counts.
struct Allowed {
  Deadline due;
  Instant from;
};

/// Who files, and the id that the case will have.
struct Filer {
  const access::Actor& actor;
  CaseId id;
  const http::Request& request;
};

/// Who reads a case.
enum class Reader { applicant, officer };

struct Type {
  std::vector<Rules> rules;  // every version that may still run, the newest last
  /// Reads the form of a new case and prepares what is written; faults go to the form.
  std::function<Filing(Hall&, http::Form&, const Filer&)> file;
  /// Prepares what a step of this case writes beside the engine; it may read more fields of the form. Nothing: no more.
  std::function<Work(Hall&, const Case&, const Step&, http::Form*)> step = {};
  /// Reads what the applicant corrects in the form of this case; fields that she does not mention stay. Faults go to the form. Only
  /// types with a step that mends the form need it.
  std::function<Correction(Hall&, http::Form&, const Case&, const access::Actor&)> correct = {};
  /// The form as the API shows it, masked.
  std::function<http::json::object(db::Session&, const Hall&, const Case&, Reader)> show;
  /// What each of these (at most 500) is about, in a few words, for lists; whoever must not see them is not asked about.
  std::function<std::map<CaseId, std::string>(db::Session&, const std::vector<CaseId>&, http::Language)> brief = {};
  /// Which union is Party::second. Only types that have one need it.
  std::function<OrgId(db::Session&, const Case&)> second = {};
  /// How long this party has for this state, where not the table says so but the form. Read after the step wrote. Nothing: as the
  /// table says.
  std::function<std::optional<Allowed>(db::Session&, const Hall&, const Case&, Party)> allowed = {};
};

/// Offers a type at start, before any case of it is read; said again it replaces what was said. std::logic_error when its
/// table is faulty (faults_of).
void offer(Type type);
/// All that were offered, by word.
const std::map<std::string, std::shared_ptr<const Type>, std::less<>>& types();

// ── Acting ─────────────────────────────────────────────────────────────────────────────────────────────────────

enum class Refusal {
  not_found,
  changed_meanwhile,
  no_such_step,  // not from this state, or not by her
  reason_missing,
  own_case,        // nobody acts for the union in her own case
  second_officer,  // four eyes: whoever filed it does not take this step
  has_ended,
  not_handed_over,     // to a union that does not exist, or that holds it already
  not_to_be_attached,  // neither a picture, nor a PDF, nor a voice
  sound_too_long,
  unreadable,  // a picture that is broken, or unpacks to far too much
  enough_attachments,
  names_its_author,  // a PDF, or a voice, in a case without her name
  enough_helpers,
  not_given_back,  // nobody handed it over, or that is longer ago than a working day
};
Problem problem_for(Refusal refusal);

/// Files a case in the caller's transaction: numbered, held, on the track, counted, audited. What `filing` was made for must
/// have been this id.
Result<CaseId, Problem> file(db::Session& db, Hall& hall, CaseId id, std::string_view type, const Filing& filing, const By& by,
                             Instant now);

/// Takes a step in the caller's transaction. Who `by` is was seen to (standing_of), and that the step may correct the form.
Result<CaseId, Problem> take(db::Session& db, Hall& hall, const Case& before, const Step& step, std::string_view note, const Work& work,
                             const By& by, Instant now, const std::optional<Correction>& corrected = {});

/// Gives a union's task to another union, with the days that it had; in the caller's transaction.
Result<CaseId, Problem> hand_over(db::Session& db, Hall& hall, const Case& before, const Task& task, OrgId to, std::string_view desk,
                                  std::string_view note, const By& by, Instant now);

/// Gives back what was handed over wrongly, to whoever did, within a working day. It does not come back a second time the same way.
Result<CaseId, Problem> give_back(db::Session& db, Hall& hall, const Case& before, const Task& task, std::string_view note, const By& by,
                                  Instant now);

/// Asks another union to help until so many working days are over: a task of its own, beside whoever was asked. It ends with the help,
/// or when the case leaves the union that was asked.
struct HelpAsked {
  OrgId from;
  std::string_view desk;
  int days = 0;
  std::string_view note;
};
Result<CaseId, Problem> ask_help(db::Session& db, Hall& hall, const Case& of, const HelpAsked& asked, const By& by, Instant now);
/// What that union says, inside the unions.
Result<CaseId, Problem> help(db::Session& db, Hall& hall, const Case& of, const Task& task, std::string_view note, const By& by,
                             Instant now);

/// Something is said, to all who follow the case or inside the unions alone. Ended cases are spoken of too.
Result<EventId, Problem> comment(db::Session& db, Hall& hall, const Case& of, Audience audience, std::string_view text, const By& by,
                                 Instant now);

/// Something happened that is no step: the track says so as `key`, with a note.
EventId record(db::Session& db, Hall& hall, const Case& to, Audience audience, std::string_view key, std::string_view note, const By& by,
               Instant now);
/// What was written with the last event of this key; nothing when there is none.
std::optional<std::string> last_note(db::Session& db, const Hall& hall, CaseId of, std::string_view key);

std::optional<Case> find(db::Session& db, CaseId id);
/// The open tasks of a case, the first first.
std::vector<Task> tasks_of(db::Session& db, CaseId id);
/// Open cases of a type by this applicant or about this person; at most 20.
std::vector<Case> open_of(db::Session& db, std::string_view type, AccountId applicant, PersonId person);
const Rules& rules_of(const Case& one);

/// Her membership ends by another way: what is open about her and hangs on it ends with it, by its own step "membership_ended";
/// but not the case `by` that ended it. Where she goes on elsewhere, only what her union had against her. In the caller's
/// transaction.
enum class Overtaken { all, against_her };
Result<void, Problem> overtake(db::Session& db, Hall& hall, PersonId person, Overtaken what, CaseId by, Instant now);

/// What somebody is to a case: whose hand she may lend it, and as whom she reads it. Nothing: it does not exist for her.
struct Standing {
  AccountId account;
  Reader reader = Reader::applicant;
  std::vector<Party> hands;
  std::vector<TaskId> tasks;  // of the unions' tasks those that are hers to answer
  bool own = false;           // she asks herself, whatever role she holds
  bool filed = false;         // the form is from her hand
};
std::optional<Standing> standing_of(db::Session& db, const Case& one, const std::vector<Task>& tasks, const access::Actor& actor);

/// How many days a state of this type may last here: what the hall says ("joining.checking" = 5), else what the type says.
int days_of(const Hall& hall, std::string_view type, std::string_view state, int built_in);

// ── The clock ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Does what the time has brought, at most `most` tasks: reminds, lets a late task go up, takes the clock's steps, and
/// reckons provisional days anew once their year is known. How many.
int wind(Hall& hall, int most);

/// Recount of `cases`, for hall/figures.
void offer_figures();

void add_words();
/// Mounts the routes and hands notices the counts of what waits.
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::cases
