#pragma once
// The rows of a member roster on their way into people and members. Private to this room.
#include <unordered_map>

#include "hall/cases/hidden.h"
#include "hall/figures/figures.h"
#include "services/roster/before_image.h"
#include "services/roster/member_plan.h"
#include "services/roster/union_finder.h"

namespace unionhall::roster {

/// What one import's slices share.
struct MemberImport {
  Hall& hall;
  imports::Task task;
  Rules rules;
  UnionFinder unions;

  MemberImport(Hall& h, const imports::Task& t)
      : hall(h), task(t), rules{h.settings.retirement_men, h.settings.retirement_women, t.today}, unions(h, task) {}
  Numbering numbering() const { return hall.settings.demo ? Numbering::demo : Numbering::real; }
};

/// One row: what it says, whom it means, what is to be done.
struct Line {
  MemberRow row;
  OrgId org;
  bool good = false;        // nothing is wrong with the row itself
  bool left_alone = false;  // the check held it
  int key_no = 0;           // the two digests'
  std::string digest, phone_digest;
  PersonId person;               // who claimed the document; 0: nobody yet
  bool drawn_elsewhere = false;  // her id was drawn by another writer, or before a kill
  PersonId same_as;              // somebody said: this is her
  const OnRecord* on_record = nullptr;
  cases::hidden::Known known = cases::hidden::Known::all;  // by the row's union
  Plan plan;
};

/// What happens to somebody on record, ready to be written.
struct Change {
  people::Person person_before;
  people::NewPerson person_after;
  bool person_changes = false;
  std::optional<members::Member> member_before, member_after;  // after without before: a new one
  std::optional<members::Member> hidden;                       // what the union must not know of: it gives way
  bool begins_anew = false;                                    // nor of her record
  MemberId told_of;                                            // the membership whose history tells it
  KeptImage image;
  std::vector<std::string> person_fields, member_fields;
  std::vector<members::Happened> events;
  people::SearchRows search_before, search_after;
};

/// Fills in what the change says in her history and about where her fields come from.
void describe(Change& change, SourceId source);
/// False when somebody changed her, or dissolved her union, meanwhile.
bool write_change(db::Session& db, Hall& hall, const imports::Task& task, const Change& change);

/// One write's rows, ready.
struct Chunk {
  std::vector<people::NewPerson> people;
  std::vector<std::size_t> lines_of_people;
  std::vector<members::Member> members;
  std::vector<Change> changes;
  std::vector<people::Claim> claims;  // of documents that become somebody's on record
  std::vector<PersonId> drawn_elsewhere;
  figures::Deltas deltas;
  people::SearchRows search;
};

class MemberSlice final : public imports::Slice {
 public:
  MemberSlice(MemberImport& import, const std::vector<imports::Row>& rows);

  const std::vector<imports::Verdict>& verdicts() const override { return verdicts_; }
  void hold(std::size_t i) override;
  void decide(std::size_t i, imports::Decision decision, std::int64_t other) override;
  void prepare(std::span<const std::int64_t> ids) override;
  bool write(db::Session& db, std::size_t from, std::size_t to) override;
  void look_again(std::size_t from, std::size_t to) override;

  /// Hands out what makes its new people findable.
  std::vector<people::SearchRows> take_search_rows() const;

 private:
  using Lines = std::vector<std::size_t>;
  using NextId = std::function<std::int64_t(std::size_t line, int which)>;

  void read(const std::vector<imports::Row>& rows);
  void find_unions(const Lines& lines);
  Lines all_good() const;
  void look_up(const Lines& lines);
  void find_claims(Lines lines);
  void find_on_record(const Lines& lines);
  Plan plan_of(Line& line);
  std::vector<people::PhoneKey> phone_keys_of(const Line& line) const;
  void make_plans(const Lines& lines);
  void claim(const Lines& lines, const NextId& next_id);
  void prepare_chunk(std::size_t chunk, const NextId& next_id);
  void prepare_new(Chunk& chunk, std::size_t i, const NextId& next_id);
  void prepare_change(Chunk& chunk, std::size_t i, const NextId& next_id);

  MemberImport& import_;
  std::vector<Line> lines_;
  std::vector<imports::Verdict> verdicts_;
  std::unordered_map<std::int64_t, std::unique_ptr<OnRecord>> known_;
  mutable std::vector<Chunk> chunks_;
};

/// Names the record of a row again: "kind key_no digest" of its document.
std::string row_key_of(const people::DocumentKey& document);

/// Suspected doubles among rows that would be new people: held, unless somebody said that they are none.
void suspect_doubles(MemberImport& import, const std::vector<Line>& lines, std::vector<imports::Verdict>& verdicts);

}  // namespace unionhall::roster
