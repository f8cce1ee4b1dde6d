#include <algorithm>
#include <sstream>

#include "base/names.h"
#include "hall/orgs/orgs.h"
#include "hall/people/written_keys.h"
#include "services/roster/member_slice.h"
#include "services/roster/member_undo.h"

namespace unionhall::roster {
namespace {

class MemberWork final : public imports::Work {
 public:
  MemberWork(Hall& hall, const imports::Task& task) : import_(hall, task) {
    // A vector that grows is there twice for a moment; what is reserved and never written takes no memory.
    if (task.writes) gathered_.words.reserve(words_of_a_name * imports::rows_found_together);
  }

  std::unique_ptr<imports::Slice> examine(std::vector<imports::Row> rows) override { return std::make_unique<MemberSlice>(import_, rows); }

  imports::Known describe(const imports::Row& row) override {
    const auto read = read_member_row(row, import_.numbering(), import_.task.today);
    const auto& document = read.row.document;
    return {.name_masked = names::masked(read.row.facts.name),
            .org = import_.unions.name_of(import_.unions.of(read.row.union_code, read.row.union_name).org),
            .birth_month = read.row.facts.birth_month,
            .row_key = document ? row_key_of(people::key_of(import_.hall.keys, document->type(), document->number())) : ""};
  }

  std::size_t gather(const imports::Slice& slice) override {
    rows_gathered_ += slice.verdicts().size();
    for (auto& rows : static_cast<const MemberSlice&>(slice).take_search_rows()) {
      std::ranges::move(rows.phones, std::back_inserter(gathered_.phones));
      std::ranges::move(rows.words, std::back_inserter(gathered_.words));
    }
    return rows_gathered_;
  }

  void index() override {
    gathered_.sort();
    const auto write = [&](auto& all, auto people::SearchRows::*kind) {
      for (std::size_t from = 0; from < all.size(); from += found_at_once) {
        people::SearchRows part;
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + found_at_once));
        (part.*kind).assign(std::make_move_iterator(begin), std::make_move_iterator(end));
        import_.hall.db.write_in_background([&](db::Session& db) { people::add_search_rows(db, part); });
      }
      all.clear();
    };
    write(gathered_.phones, &people::SearchRows::phones);
    write(gathered_.words, &people::SearchRows::words);
    rows_gathered_ = 0;
  }

 private:
  static constexpr std::size_t words_of_a_name = 6;    // two characters have 2, three have 4; for a roster of longer names it grows
  static constexpr std::size_t found_at_once = 8'000;  // index rows a write: short ones, less than a chunk of people takes

  MemberImport import_;
  people::SearchRows gathered_;
  std::size_t rows_gathered_ = 0;
};

/// A cell as it may be shown; −1: of a column that nobody knows.
std::string masked(int column, std::string_view text) {
  switch (column) {
    case name:
      return names::masked(text);
    case id_number:
    case phone:
      return IdDocument::mask(text);
    case birth:
      return std::string(text.substr(0, 4)) + "****";
    // Nobody knows what it is: a number may prove somebody by its end, and a word may be a name.
    case -1:
      return text.find_first_of("0123456789") == std::string_view::npos ? names::masked(text) : IdDocument::mask(text);
    default:
      return std::string(text);
  }
}

std::map<std::int64_t, imports::Known> known(db::Session& db, const std::vector<std::int64_t>& records) {
  std::vector<PersonId> ids;
  for (const auto id : records) ids.push_back(PersonId{id});
  std::map<std::int64_t, imports::Known> found;
  for (const auto& person : people::find_all(db, ids)) {
    found[person.id.value] = {.id = 0, .name_masked = names::masked(person.facts.name), .org = {}, .birth_month = person.facts.birth_month};
  }
  for (const auto& member : members::living(db, ids)) {
    auto& about = found[member.person.value];
    about.id = member.id.value;
    if (const auto org = orgs::find(db, member.org)) about.org = org->facts.name;
  }
  return found;
}

people::DocumentKey document_of(const std::string& row_key) {
  people::DocumentKey key;
  std::istringstream(row_key) >> key.kind >> key.key_no >> key.digest;
  return key;
}

std::optional<PersonId> claimed(db::Session& db, const std::string& row_key) {
  const auto key = document_of(row_key);
  const auto claims = people::claims(db, key.kind, key.key_no, {key.digest});
  const auto found = claims.find(key.digest);
  return found == claims.end() ? std::nullopt : std::optional(found->second);
}

/// Her document gets its place now, so that she can be told apart also in a later file.
PersonId reserved(db::Session& db, Hall& hall, const std::string& row_key) {
  people::reserve(db, document_of(row_key), PersonId{hall.ids.next<struct Person>().value});
  return claimed(db, row_key).value();
}

void keep_apart(db::Session& db, Hall& hall, const std::string& row_key, std::int64_t other, std::optional<AccountId> by) {
  people::keep_apart(db, people::pair_of(reserved(db, hall, row_key), PersonId{other}), by, hall.clock.now());
}

void keep_rows_apart(db::Session& db, Hall& hall, const imports::RowKeys& rows, std::optional<AccountId> by) {
  const auto one = reserved(db, hall, rows.one), other = reserved(db, hall, rows.other);
  people::keep_apart(db, people::pair_of(one, other), by, hall.clock.now());
}

bool rows_are_apart(db::Session& db, const imports::RowKeys& rows) {
  const auto one = claimed(db, rows.one), other = claimed(db, rows.other);
  if (!one || !other) return false;
  const auto apart = people::kept_apart(db, {*one});
  return std::ranges::find(apart, people::pair_of(*one, *other)) != apart.end();
}

}  // namespace

imports::Kind members_kind() {
  return {.word = "members",
          .columns = member_columns(),
          .masked = masked,
          .work = [](Hall& hall, const imports::Task& task) { return std::make_unique<MemberWork>(hall, task); },
          .keep_apart = keep_apart,
          .keep_rows_apart = keep_rows_apart,
          .rows_are_apart = rows_are_apart,
          .known = known,
          .undo = undo_members};
}

}  // namespace unionhall::roster
