// A list of officers on its way into accounts and roles, and back. A file appoints as the command line does: every role,
// everywhere in the import's subtree; whoever has no second factor is shown hers when she first signs in, and no report
// holds one. No desk sees these imports: whom somebody at a desk may appoint is asked one by one there.
#include <fmt/format.h>

#include <map>

#include "base/id_document.h"
#include "base/names.h"
#include "hall/accounts/accounts.h"
#include "services/roster/officer_row.h"
#include "services/roster/roster.h"
#include "services/roster/union_finder.h"

namespace unionhall::roster {
namespace {

using access::RoleId;
using imports::Fate;
using imports::Topic;
using imports::Undone;

constexpr int undone_at_once = 200;

// ── What an import leaves for its undo ─────────────────────────────────────────────────────────────────────────

void remember_role(db::Session& db, imports::ImportId import, RoleId role) {
  db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
      VALUES (:import, 'role', :role, 1, '') ON CONFLICT DO NOTHING)sql",
          import, role);
}

std::vector<RoleId> given(db::Session& db, imports::ImportId import) {
  return db.all<RoleId>(R"sql(
      SELECT subject_id FROM import_changes
       WHERE import_id = :import AND subject_kind = 'role' AND kept = 0
       ORDER BY subject_id LIMIT :limit)sql",
                        import, undone_at_once);
}

void forget_role(db::Session& db, imports::ImportId import, RoleId role) {
  db.exec("DELETE FROM import_changes WHERE import_id = :import AND subject_kind = 'role' AND subject_id = :role", import, role);
}

void keep(db::Session& db, imports::ImportId import, RoleId role) {
  db.exec("UPDATE import_changes SET kept = 1 WHERE import_id = :import AND subject_kind = 'role' AND subject_id = :role", import, role);
}

/// Ends the roles that the import gave; one that somebody ended since stays as it is. Accounts stay: they are people.
void undo_officers(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on) {
  while (go_on()) {
    const bool more = hall.db.write_in_background([&](db::Session& db) {
      const auto roles = given(db, import.id);
      Undone undone;
      for (const auto role : roles) {
        if (accounts::end_role(db, hall, role)) {
          forget_role(db, import.id, role);
          ++undone.removed;
        } else {
          keep(db, import.id, role);
          ++undone.kept;
        }
      }
      on_undone(db, undone);
      return !roles.empty();
    });
    if (!more) return;
  }
}

// ── Appointing ─────────────────────────────────────────────────────────────────────────────────────────────────

struct Line {
  OfficerRow row;
  std::uint64_t number = 0;
  bool good = false, left_alone = false;
  OrgId org;
  std::string secret;
};

class OfficerSlice final : public imports::Slice {
 public:
  OfficerSlice(Hall& hall, const imports::Task& task, UnionFinder& unions, const std::vector<imports::Row>& rows)
      : hall_(hall), task_(task), unions_(unions) {
    const auto numbering = hall.settings.demo ? Numbering::demo : Numbering::real;
    for (const auto& row : rows) {
      auto [read, remarks] = read_officer_row(row, numbering);
      lines_.push_back({.row = std::move(read), .number = row.number, .good = remarks.empty()});
      verdicts_.push_back({.row = row.number, .remarks = std::move(remarks)});
    }
    decide_all(0, lines_.size());
  }

  const std::vector<imports::Verdict>& verdicts() const override { return verdicts_; }
  void hold(std::size_t i) override {
    lines_[i].left_alone = true;
    verdicts_[i].fate = Fate::held;
    verdicts_[i].remarks.clear();
  }
  void decide(std::size_t, imports::Decision, std::int64_t) override {}

  void prepare(std::span<const std::int64_t>) override {
    for (auto& line : lines_) line.secret = crypto::new_totp_secret();
  }

  bool write(db::Session& db, std::size_t from, std::size_t to) override {
    for (auto i = from; i < to; ++i) {
      if (verdicts_[i].fate != Fate::fresh) continue;
      const auto made = accounts::appoint(db, hall_, appointment(lines_[i]), lines_[i].secret);
      if (!made) return false;
      if (made->fresh) remember_role(db, task_.id, made->role);
    }
    return true;
  }

  void look_again(std::size_t from, std::size_t to) override {
    unions_.forget();
    decide_all(from, to);
  }

 private:
  static accounts::Appointment appointment(const Line& line) {
    return {.name = line.row.name,
            .phone = *line.row.phone,
            .word = line.row.word,
            .org = line.org,
            .desk = line.row.desk,
            .enrolment = accounts::Enrolment::at_first_sign_in};
  }

  void decide_all(std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i) {
      if (!lines_[i].good || lines_[i].left_alone) continue;
      verdicts_[i].remarks.clear();
      verdicts_[i].fate = decided(i);
    }
  }

  Fate refuse(std::size_t i, OfficerColumn column, std::string code, std::string shown, TextParams params = {}) {
    const bool of_union = column == OfficerColumn::union_code || column == OfficerColumn::union_name;
    verdicts_[i].remarks.push_back({.column = static_cast<int>(column),
                                    .code = std::move(code),
                                    .topic = of_union ? Topic::union_ : Topic::other,
                                    .shown = std::move(shown),
                                    .params = std::move(params)});
    return Fate::held;
  }

  Fate decided(std::size_t i) {
    auto& line = lines_[i];
    const auto& row = line.row;
    const auto found = unions_.of(row.union_code, row.union_name);
    if (found.wrong) {
      const bool coded = !row.union_code.empty();
      return refuse(i, coded ? OfficerColumn::union_code : OfficerColumn::union_name,
                    *found.wrong == UnionFinder::Wrong::ambiguous ? "union_ambiguous"
                    : coded                                       ? "union_code_not_found"
                                                                  : "union_not_found",
                    coded ? row.union_code : row.union_name, {{"nearest", found.nearest}});
    }
    line.org = found.org;

    const auto person = row.phone->text() + " " + row.name;
    const auto [twin, first] = first_of_.emplace(fmt::format("{} {} {} {}", person, found.org.value, db::word(row.word), row.desk), i);
    if (twin->second != i) return refuse(i, OfficerColumn::name, "officer_twice", names::masked(row.name), {{"row", row_of(twin->second)}});
    const auto may = hall_.db.read([&](db::Session& db) { return accounts::check_appointable(db, hall_, appointment(line)); });
    if (may) {
      // The three administrators are three people, and none of them an officer; also within one file.
      const auto word = lines_[word_of_.emplace(person, i).first->second].row.word;
      const bool separated = word != row.word && (access::administers(word) || access::administers(row.word));
      return separated ? refuse(i, OfficerColumn::role, "role_separated", std::string(db::word(row.word))) : Fate::fresh;
    }
    switch (may.error()) {
      case accounts::Refusal::already_holds:
        return Fate::same;
      case accounts::Refusal::separated_duties:
        return refuse(i, OfficerColumn::role, "role_separated", std::string(db::word(row.word)));
      case accounts::Refusal::account_closed:
        return refuse(i, OfficerColumn::phone, "account_closed", row.phone->masked());
      case accounts::Refusal::not_found:
        return refuse(i, OfficerColumn::union_name, "union_not_found", row.union_name, {{"nearest", ""}});
      case accounts::Refusal::not_appointable:
      case accounts::Refusal::own_role:
      case accounts::Refusal::nothing_waits:
        break;  // nobody asks, and a member is no role of the list
    }
    throw std::logic_error("the program itself was refused to appoint");
  }

  std::string row_of(std::size_t i) const { return std::to_string(lines_[i].number); }

  Hall& hall_;
  const imports::Task& task_;
  UnionFinder& unions_;
  std::vector<Line> lines_;
  std::vector<imports::Verdict> verdicts_;
  std::map<std::string, std::size_t> first_of_, word_of_;
};

class OfficerWork final : public imports::Work {
 public:
  OfficerWork(Hall& hall, const imports::Task& task) : hall_(hall), task_(task), unions_(hall, task_) {}
  std::unique_ptr<imports::Slice> examine(std::vector<imports::Row> rows) override {
    return std::make_unique<OfficerSlice>(hall_, task_, unions_, rows);
  }
  imports::Known describe(const imports::Row& row) override {
    return {.name_masked = names::masked(row.values[static_cast<std::size_t>(OfficerColumn::name)])};
  }
  std::size_t gather(const imports::Slice&) override { return 0; }  // nobody looks for officers by words
  void index() override {}

 private:
  Hall& hall_;
  const imports::Task task_;
  UnionFinder unions_;
};

std::string masked(int column, std::string_view text) {
  switch (column) {
    case static_cast<int>(OfficerColumn::name):
      return names::masked(text);
    case static_cast<int>(OfficerColumn::phone):
    case -1:  // nobody knows what it is
      return IdDocument::mask(text);
    default:
      return std::string(text);
  }
}

}  // namespace

imports::Kind officers_kind() {
  return {.word = "officers",
          .columns = officer_columns(),
          .masked = masked,
          .work = [](Hall& hall, const imports::Task& task) { return std::make_unique<OfficerWork>(hall, task); },
          .keep_apart = nullptr,
          .known = nullptr,
          .undo = undo_officers,
          .at_desks = false};
}

}  // namespace unionhall::roster
