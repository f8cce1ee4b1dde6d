#include "services/appeals/tickets.h"

#include <map>
#include <set>

#include "base/id_document.h"
#include "base/names.h"
#include "hall/cases/opened.h"
#include "hall/imports/row_by_row.h"
#include "hall/orgs/orgs.h"
#include "services/appeals/callers.h"
#include "services/appeals/filing.h"
#include "services/appeals/tickets_store.h"

namespace unionhall::appeals::tickets {
namespace {

using imports::Fate;
using imports::Undone;

// ── Undoing ────────────────────────────────────────────────────────────────────────────────────────────────────

/// False where somebody has touched it, and it stays.
bool take_back(db::Session& db, Hall& hall, cases::CaseId id) {
  const auto appeal = cases::find(db, id);
  if (!appeal || !cases::untouched(db, *appeal)) return false;
  const auto* step = cases::find_step(rules(), appeal->state, "withdraw");
  return step && cases::take(db, hall, *appeal, *step, "", {}, {.party = cases::Party::applicant}, hall.clock.now());
}

void undo(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on) {
  while (go_on()) {
    const bool more = hall.db.write_in_background([&](db::Session& db) {
      const auto appeals = store::brought(db, import.id);
      Undone undone;
      for (const auto appeal : appeals) {
        if (take_back(db, hall, appeal)) {
          store::forget(db, import.id, appeal);
          ++undone.removed;
        } else {
          store::keep(db, import.id, appeal);
          ++undone.kept;
        }
      }
      on_undone(db, undone);
      return !appeals.empty();
    });
    if (!more) return;
  }
}

// ── Bringing ───────────────────────────────────────────────────────────────────────────────────────────────────

struct Line {
  Ticket ticket;
  OrgId org;
  cases::CaseId id;
  Form form;
};

class TicketSlice final : public imports::RowByRow {
 public:
  TicketSlice(Hall& hall, const imports::Task& task, std::map<std::string, std::uint64_t>& first_rows,
              const std::vector<imports::Row>& rows)
      : RowByRow(hall, task) {
    const auto numbering = hall.settings.demo ? Numbering::demo : Numbering::real;
    for (const auto& row : rows) {
      auto made = read(row, numbering);
      lines_.push_back({.ticket = std::move(made.ticket), .org = {}, .id = {}, .form = {}});
      if (!add_row(row.number, std::move(made.remarks))) continue;
      const auto i = lines_.size() - 1;
      const auto [first, is_first] = first_rows.emplace(lines_.back().ticket.number, row.number);
      if (!is_first && first->second != row.number) {
        refuse(i, {.column = static_cast<int>(Column::number), .code = "ticket_twice", .params = {{"row", std::to_string(first->second)}}});
      } else {
        lines_[i].org = union_named(i, static_cast<int>(Column::union_), lines_[i].ticket.union_);
      }
    }
    TicketSlice::decide_rows(0, lines_.size());
  }

  void prepare(std::span<const std::int64_t> ids) override {
    const auto hints = hall_.db.read([](db::Session& db) { return hints_of(db); });
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      lines_[i].id = cases::CaseId{ids[2 * i]};
      if (good(i)) lines_[i].form = form_for(lines_[i], hints);
    }
  }

  bool write(db::Session& db, std::size_t from, std::size_t to) override {
    for (auto i = from; i < to; ++i) {
      if (verdicts_[i].fate == Fate::fresh && !file(db, lines_[i])) return false;
    }
    return true;
  }

 private:
  void decide_rows(std::size_t from, std::size_t to) override {
    std::vector<std::string> numbers;
    for (auto i = from; i < to; ++i) {
      if (good(i)) numbers.push_back(lines_[i].ticket.number);
    }
    const auto known = hall_.db.read([&](db::Session& db) { return store::known_numbers(db, numbers); });
    const std::set<std::string> came(known.begin(), known.end());
    for (auto i = from; i < to; ++i) {
      if (good(i)) verdicts_[i].fate = came.contains(lines_[i].ticket.number) ? Fate::same : Fate::fresh;
    }
  }

  Form form_for(const Line& line, const Hints& hints) const {
    const auto& ticket = line.ticket;
    const auto sealed = [&](const std::string& text, const crypto::Place& place) {
      return text.empty() ? std::nullopt : std::optional(hall_.keys.seal(text, place));
    };
    Form form{.id = line.id, .asked_org = line.org};
    const auto* named = named_category(ticket.category);
    const auto suggested = named ? Suggestion{} : suggest(ticket.category + " " + ticket.words, hints);
    form.category = named ? std::string(named->word) : suggested.category.empty() ? "other" : suggested.category;
    form.category_by = named ? ChosenBy::officer : ChosenBy::words;
    form.kind = ticket.kind;
    form.channel = ticket.channel;
    form.difficulty = ticket.urgent ? Difficulty::urgent : ticket.kind == Kind::question ? Difficulty::question : Difficulty::ordinary;
    form.words_sealed = sealed(ticket.words, words_place(line.id));
    form.place_sealed = sealed(ticket.place, place_place(line.id));
    form.caller_sealed = sealed(ticket.caller, caller_place(line.id));
    form.phone_sealed = sealed(ticket.phone ? ticket.phone->text() : "", phone_place(line.id));
    form.filed_month = iso_date(task_.today).substr(0, 7);
    return form;
  }

  /// False where its number came meanwhile.
  bool file(db::Session& db, const Line& line) {
    cases::Filing filing{.org = line.org, .subject = line.ticket.caller};
    if (line.ticket.nameless) filing.leave_unnamed();
    bool is_new = true;
    filing.write = [&](db::Session& s, const cases::Case& one) -> Result<void, Problem> {
      auto form = line.form;
      form.region = one.region;
      is_new = store::add_ticket(s, line.ticket, one);
      appeals::store::insert(s, form);
      if (form.phone_sealed) callers::expect(s, hall_, one, hall_.settings.public_address, task_.now);
      return {};
    };
    const auto filed = cases::file(db, hall_, line.id, type, filing, {.party = cases::Party::applicant}, task_.now);
    if (filed) store::remember(db, task_.id, line.id);
    return filed && is_new;
  }

  std::vector<Line> lines_;
};

class TicketWork final : public imports::Work {
 public:
  TicketWork(Hall& hall, const imports::Task& task) : hall_(hall), task_(task) {}
  std::unique_ptr<imports::Slice> examine(std::vector<imports::Row> rows) override {
    return std::make_unique<TicketSlice>(hall_, task_, first_rows_, rows);
  }
  imports::Known describe(const imports::Row& row) override {
    return {.name_masked = names::masked(row.values[static_cast<std::size_t>(Column::caller)])};
  }
  std::size_t gather(const imports::Slice&) override { return 0; }  // appeals are found by number and union
  void index() override {}

 private:
  Hall& hall_;
  const imports::Task task_;
  std::map<std::string, std::uint64_t> first_rows_;  // of each ticket's number, in the whole file
};

/// What the desk may be shown of a cell: who called and what she said is for whoever handles it.
std::string masked(int column, std::string_view text) {
  switch (static_cast<Column>(column)) {
    case Column::caller:
      return names::masked(text);
    case Column::number:
    case Column::called:
    case Column::category:
    case Column::kind:
    case Column::urgency:
    case Column::union_:
    case Column::channel:
    case Column::nameless:
      return std::string(text);
    default:
      return IdDocument::mask(text);
  }
}

std::map<std::int64_t, imports::Known> known(db::Session& db, const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, imports::Known> all;
  for (const auto id : ids) {
    const auto one = cases::find(db, cases::CaseId{id});
    const auto org = one ? orgs::find(db, one->org) : std::nullopt;
    if (one) all[id] = {.id = id, .name_masked = one->number, .org = org ? org->facts.name : ""};
  }
  return all;
}

}  // namespace

imports::Kind kind() {
  return {.word = "appeals",
          .columns = columns(),
          .masked = masked,
          .slice_rows = 2000,
          .work = [](Hall& hall, const imports::Task& task) { return std::make_unique<TicketWork>(hall, task); },
          .keep_apart = nullptr,
          .known = known,
          .undo = undo};
}

void offer() {
  add_words();
  http::Texts::global().add({
      {"imports.appeals.number", "工单编号", "Ticket number"},
      {"imports.appeals.words", "诉求内容", "What was said"},
      {"imports.appeals.caller", "来电人", "Caller"},
      {"imports.appeals.phone", "联系电话", "Phone"},
      {"imports.appeals.called", "来电时间", "Time of the call"},
      {"imports.appeals.category", "诉求分类", "Category"},
      {"imports.appeals.kind", "诉求类型", "Kind"},
      {"imports.appeals.urgency", "紧急程度", "Urgency"},
      {"imports.appeals.union", "所属单位", "Union"},
      {"imports.appeals.channel", "渠道", "Channel"},
      {"imports.appeals.place", "地址", "Place"},
      {"imports.appeals.nameless", "是否匿名", "Nameless"},

      {"imports.row.ticket_number_missing", "没有写工单编号", "The ticket number is missing"},
      {"imports.row.ticket_words_missing", "没有写诉求内容", "What was said is missing"},
      {"imports.row.ticket_too_long", "太长，缩短后再导入", "Too long. Shorten it, then import again"},
      {"imports.row.ticket_bad_character", "有看不见的控制字符，删掉后重新输入", "Holds an invisible control character. Type it again"},
      {"imports.row.ticket_caller_left_out", "不像姓名，没有记下", "Does not look like a name; left out"},
      {"imports.row.ticket_phone_left_out", "不是手机号，没有记下；回访要另找办法",
       "No mobile number; left out. She is called back another way"},
      {"imports.row.ticket_twice", "与第 {row} 行是同一个工单，只留那一行", "The same ticket as in row {row}; that row counts"},
  });
  imports::offer(kind());
}

}  // namespace unionhall::appeals::tickets
