#include "hall/members/exports.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/codes.h"
#include "base/names.h"
#include "hall/members/full_store.h"
#include "hall/members/json.h"
#include "hall/members/search.h"

namespace unionhall::members {
namespace {

constexpr int rows_a_page = 500;
constexpr std::chrono::seconds lease{60};

/// The columns are those of the official form, as far as a list may show them; in Chinese, like the form.
const std::vector<sheets::OutColumn>& columns() {
  static const std::vector<sheets::OutColumn> all{{"姓名", 12},           {"性别", 6},      {"出生年月", 10}, {"有效证件类别", 16},
                                                  {"证件号码", 22},       {"移动电话", 14}, {"所属工会", 30}, {"会籍", 10},
                                                  {"新就业形态类别", 16}, {"入会日期", 12}, {"变化日期", 12}, {"本人核验", 12},
                                                  {"数据来源", 24},       {"采集日期", 12}};
  return all;
}

std::string_view chinese(people::Sex sex) { return sex == people::Sex::male ? "男" : sex == people::Sex::female ? "女" : ""; }

/// What a list shows as it is; masked the rest.
struct Whole {
  bool names = false, id_numbers = false, phones = false;
};

void write_row(sheets::Writer& table, const Line& line, const Whole& whole, const crypto::Keyring& keys) {
  const auto name = whole.names ? line.name : names::masked(line.name);
  const auto born = month_text(line.birth_month);
  const auto number = whole.id_numbers ? people::open_id_number(keys, line.person, line.id_sealed)
                                       : people::masked_id_number(keys, line.person, line.id_sealed);
  const auto phone = whole.phones && line.phone_sealed ? people::open_phone(keys, line.person, *line.phone_sealed)
                                                       : people::masked_phone(keys, line.person, line.phone_sealed);
  const auto recorded_on = iso_date(line.source.recorded_on);
  const std::string_view cells[] = {name,
                                    chinese(line.sex),
                                    born,
                                    unionhall::chinese(line.id_type),
                                    number,
                                    phone,
                                    line.org_name,
                                    codes::chinese(codes::member_status, db::word(line.status)),
                                    codes::chinese(codes::occupation_group, line.category),
                                    line.joined_on,
                                    line.changed_on,
                                    codes::chinese(codes::verification, line.verified_method),
                                    line.source.label,
                                    recorded_on};
  table.add_row(cells);
}

/// Where the writer keeps what it has no room for: beside the sealed files, so that a full disk is that disk.
std::filesystem::path workplace(const Hall& hall) {
  return hall.settings.files.empty() ? std::filesystem::temp_directory_path() : hall.settings.files;
}

/// Somebody else took the work over, or the program is ending: the file is written again from its beginning.
struct GivenUp {};

/// One list as it is to stand in its file.
struct Written {
  Whole whole;
  std::string mark;                         // above the list and on each page; empty: none
  std::vector<PersonId>* people = nullptr;  // gets who stands in it
};

std::int64_t write_list(Hall& hall, const Search& search, sheets::Format format, const std::filesystem::path& file, const Written& as,
                        const std::function<void(std::int64_t)>& written) {
  sheets::Layout layout{.sheet = "会员", .columns = columns(), .page_mark = as.mark, .scratch = workplace(hall)};
  if (!as.mark.empty()) layout.titles.push_back(as.mark);
  const auto table = sheets::create(file, format, layout);
  std::int64_t rows = 0;
  std::optional<After> after = After{};
  while (after) {
    const auto found = hall.db.read([&](db::Session& db) { return page(db, search, *after, rows_a_page); });
    for (const auto& line : found.lines) {
      write_row(*table, line, as.whole, hall.keys);
      if (as.people) as.people->push_back(line.person);
    }
    rows += static_cast<std::int64_t>(found.lines.size());
    after = found.next;
    written(rows);
  }
  table->finish();
  return rows;
}

/// Who has this copy, what for, until when, and which of them it is.
std::string mark_of(const full::Kept& kept, const full::Asker& asker) {
  return http::Texts::global().text("members.full_mark", http::Language::zh_cn,
                                    {{"number", kept.number},
                                     {"name", asker.name},
                                     {"org", asker.org_name},
                                     {"day", iso_date(beijing_date(kept.at))},
                                     {"until", iso_date(kept.use_by)},
                                     {"mark", kept.mark},
                                     {"purpose", kept.purpose}});
}

}  // namespace

std::int64_t write_table(Hall& hall, const Search& search, sheets::Format format, const std::filesystem::path& file,
                         const std::function<void(std::int64_t)>& written) {
  return write_list(hall, search, format, file, {}, written);
}

namespace exports {

std::string file_name(std::string_view kind, std::string_view org, Date day, std::string_view format) {
  auto date = iso_date(day);
  std::erase(date, '-');
  return fmt::format("{}-{}-{}.{}", kind, org, date, format);
}

std::string seal(const Hall& hall, ExportId id, const Search& search) {
  return hall.keys.seal(to_text(search), {"member_exports", "search_sealed", id.value});
}

Search open(const Hall& hall, const Wanted& wanted) {
  const auto text = hall.keys.open(wanted.search_sealed, {"member_exports", "search_sealed", wanted.id.value});
  if (!text) throw std::runtime_error("member_exports.search_sealed does not open");
  return search_of(*text);
}

}  // namespace exports

namespace {

/// A file to write, and what lets whole numbers into it.
struct Taken {
  exports::Wanted wanted;
  std::optional<full::Kept> kept;
  full::Asker asker;
};

/// Writes one file that was asked for, to its end. No directory lists it until it is sealed.
void write(Hall& hall, const Taken& taken, const std::string& holder, const std::stop_token& stop) {
  const auto& [wanted, kept, asker] = taken;
  const auto scratch = files::scratch(hall);
  const auto& file = scratch.path();
  const auto format = wanted.format == "csv" ? sheets::Format::csv : sheets::Format::xlsx;
  Written as;
  std::vector<PersonId> people;
  if (kept) {
    as = {.whole = {.names = true, .id_numbers = kept->whole("id_number"), .phones = kept->whole("phone")},
          .mark = mark_of(*kept, asker),
          .people = &people};
  }
  std::int64_t reported = 0;
  const auto rows = write_list(hall, exports::open(hall, wanted), format, file, as, [&](std::int64_t written) {
    if (stop.stop_requested()) throw GivenUp{};
    if (written - reported < 10 * rows_a_page) return;
    reported = written;
    const auto until = hall.clock.now() + lease;
    if (!hall.db.write_in_background([&](db::Session& db) { return exports::report(db, wanted.id, holder, written, until); }))
      throw GivenUp{};
  });
  std::ranges::sort(people);
  people.erase(std::ranges::unique(people).begin(), people.end());
  const auto kept_file = files::keep(hall, file, wanted.name);
  const bool finished = hall.db.write([&](db::Session& db) {
    if (!exports::finish(db, wanted.id, holder, rows, kept_file.id)) return false;
    if (kept) full::remember(db, kept->id, people);
    return true;
  });
  if (!finished) files::remove(hall, kept_file.id);
}

bool write_next(Hall& hall, const std::string& holder, const std::stop_token& stop) {
  const auto now = hall.clock.now();
  const auto waiting = hall.db.read([&](db::Session& db) {
    return db.first<std::int64_t>("SELECT 1 FROM member_exports WHERE state = 'running' AND leased_until_ms < :now LIMIT 1", now);
  });
  if (!waiting) return false;
  const auto taken = hall.db.write([&](db::Session& db) -> std::optional<Taken> {
    const auto wanted = exports::take(db, holder, now, now + lease);
    if (!wanted) return std::nullopt;
    const auto kept = full::of_export(db, wanted->id);
    return Taken{*wanted, kept, kept ? full::asker(db, *kept) : full::Asker{}};
  });
  if (!taken) return false;
  try {
    write(hall, *taken, holder, stop);
  } catch (const GivenUp&) {
    return false;
  } catch (const std::exception& failure) {
    spdlog::error("an export failed: {}", typeid(failure).name());
    hall.db.write([&](db::Session& db) { exports::fail(db, taken->wanted.id, holder); });
  }
  return true;
}

}  // namespace

rounds::Worker exporter(Hall& hall) {
  return {"exports", [&hall, holder = crypto::random_token()](const std::stop_token& stop) { return write_next(hall, holder, stop); }};
}

int forget_exports(Hall& hall) {
  const auto old = hall.db.read([&](db::Session& db) { return exports::older_than(db, hall.clock.now() - exports::kept, 100); });
  for (const auto& one : old) {
    if (one.file) files::remove(hall, *one.file);
    hall.db.write([&](db::Session& db) {
      full::forget_unfetched(db, one.id);
      exports::remove(db, one.id);
    });
  }
  return static_cast<int>(old.size());
}

}  // namespace unionhall::members
