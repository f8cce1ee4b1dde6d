// What db::Session and the group commit cost, each beside sqlite3 doing the same with nothing in between. Read the
// ratios of one run; the numbers themselves belong to the machine.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <optional>

#include "db/database.h"
#include "group_commit.h"

namespace unionhall::db {
namespace {

constexpr int people = 20'000;

struct Person {
  std::int64_t id = 0;
  std::string name, sex;
  std::int64_t birth_month = 0;
  std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, sex, birth_month, phone))

constexpr auto schema = R"sql(
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sex TEXT NOT NULL, birth_month BIGINT NOT NULL, phone TEXT))sql";
constexpr auto cases = "CREATE TABLE cases (id INTEGER PRIMARY KEY, account BIGINT NOT NULL, state TEXT NOT NULL)";
constexpr auto rows = R"sql(
    CREATE TABLE rows (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sealed TEXT NOT NULL, month BIGINT NOT NULL,
                       phone TEXT, source BIGINT NOT NULL, at_ms BIGINT NOT NULL))sql";
constexpr auto person_by_id = "SELECT id, name, sex, birth_month, phone FROM people WHERE id = ?";
constexpr auto insert_case = "INSERT INTO cases (account, state) VALUES (?, ?)";
constexpr auto insert_row = "INSERT INTO rows (id, digest, name, sealed, month, phone, source, at_ms) VALUES (?,?,?,?,?,?,?,?)";

/// A directory for one benchmark, with our database and, beside it, a bare connection set up in the same way.
class Bench {
 public:
  Bench() {
    auto path = (std::filesystem::temp_directory_path() / "unionhall-bench-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = path;
    ours = Database::open({.data = directory_});
    sqlite3_open_v2((directory_ / "raw.db").c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    tell("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000");
    for (const auto* table : {schema, cases, rows}) {
      tell(table);
      ours->write([&](Session& s) { s.exec(table); });
    }
    std::vector<std::tuple<int, std::string, std::string, int, std::optional<std::string>>> all;
    for (int id = 1; id <= people; ++id)
      all.emplace_back(id, "王秀英", "female", 199'003, id % 3 ? std::optional<std::string>("12000000000") : std::nullopt);
    ours->write([&](Session& s) { s.append("people", "id, name, sex, birth_month, phone", all); });
    tell(fmt::format("ATTACH '{}' AS o; INSERT INTO people SELECT * FROM o.people; DETACH o", (directory_ / "unionhall.db").string())
             .c_str());
  }
  ~Bench() {
    sqlite3_close_v2(raw);
    ours.reset();
    std::filesystem::remove_all(directory_);
  }

  void tell(const char* sql) {
    if (sqlite3_exec(raw, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(raw));
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(raw, sql, -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(raw));
    return statement;
  }

  std::unique_ptr<Database> ours;
  sqlite3* raw = nullptr;

 private:
  std::filesystem::path directory_;
};

std::int64_t scattered(std::int64_t n) { return n * 7919 % people + 1; }

std::string text_at(sqlite3_stmt* statement, int column) {
  return {reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
          static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

void point_read_raw(benchmark::State& state) {
  Bench bench;
  auto* statement = bench.prepare(person_by_id);
  std::int64_t n = 0;
  for (auto _ : state) {
    sqlite3_bind_int64(statement, 1, scattered(++n));
    if (sqlite3_step(statement) != SQLITE_ROW) state.SkipWithError("not found");
    Person person{.id = sqlite3_column_int64(statement, 0),
                  .name = text_at(statement, 1),
                  .sex = text_at(statement, 2),
                  .birth_month = sqlite3_column_int64(statement, 3)};
    if (sqlite3_column_type(statement, 4) != SQLITE_NULL) person.phone = text_at(statement, 4);
    benchmark::DoNotOptimize(person);
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}
BENCHMARK(point_read_raw);

void point_read_ours(benchmark::State& state) {
  Bench bench;
  std::int64_t n = 0;
  for (auto _ : state) {
    const auto person = bench.ours->read(
        [&](Session& s) { return s.first<Person>("SELECT id, name, sex, birth_month, phone FROM people WHERE id = :id", scattered(++n)); });
    if (!person) state.SkipWithError("not found");
    benchmark::DoNotOptimize(person);
  }
}
BENCHMARK(point_read_ours);

/// The same write in a bare group commit.
class RawGroupCommit {
 public:
  explicit RawGroupCommit(Bench& bench) : bench_(bench), insert_(bench.prepare(insert_case)) {}
  ~RawGroupCommit() {
    group_.reset();
    sqlite3_finalize(insert_);
  }

  void write(std::int64_t account) { group_->write(account); }

 private:
  void commit(std::span<const bench::GroupCommit::Waiting> group) {
    bench_.tell("BEGIN IMMEDIATE");
    for (const auto& [account, answer] : group) {
      sqlite3_bind_int64(insert_, 1, account);
      sqlite3_bind_text(insert_, 2, "open", -1, SQLITE_STATIC);
      sqlite3_step(insert_);
      sqlite3_reset(insert_);
    }
    bench_.tell("COMMIT");
  }

  Bench& bench_;
  sqlite3_stmt* insert_;
  std::optional<bench::GroupCommit> group_{std::in_place, [this](auto group) { commit(group); }};
};

std::unique_ptr<Bench> shared;  // by the threads of the next two
std::unique_ptr<RawGroupCommit> shared_raw;

void durable_writes_raw(benchmark::State& state) {
  for (auto _ : state) shared_raw->write(state.thread_index());
  state.SetItemsProcessed(state.iterations());
}

void durable_writes_ours(benchmark::State& state) {
  for (auto _ : state) {
    shared->ours->write(
        [&](Session& s) { s.exec("INSERT INTO cases (account, state) VALUES (:account, :state)", state.thread_index(), "open"); });
  }
  state.SetItemsProcessed(state.iterations());
}

void waiting_threads(benchmark::internal::Benchmark* bench) {
  bench->Setup([](const benchmark::State&) {
    shared = std::make_unique<Bench>();
    shared_raw = std::make_unique<RawGroupCommit>(*shared);
  });
  bench->Teardown([](const benchmark::State&) {
    shared_raw.reset();
    shared.reset();
  });
  bench->Threads(1)->Threads(16)->Threads(64)->UseRealTime();
}
BENCHMARK(durable_writes_raw)->Apply(waiting_threads);
BENCHMARK(durable_writes_ours)->Apply(waiting_threads);

using Row =
    std::tuple<std::int64_t, std::string, std::string, std::string, std::int64_t, std::optional<std::string>, std::int64_t, Instant>;
constexpr int chunk = 500;

/// Rows as an import makes them; digests come in no order.
std::vector<Row> chunk_from(std::int64_t& n) {
  std::vector<Row> made;
  for (int row = 0; row < chunk; ++row) {
    ++n;
    made.emplace_back(n, fmt::format("{:016x}{:016x}", static_cast<std::uint64_t>(n) * 0x9e3779b97f4a7c15, n), "王秀英",
                      std::string(88, 's'), 199'003, std::nullopt, 7, Instant{});
  }
  return made;
}

void append_raw(benchmark::State& state) {
  Bench bench;
  auto* statement = bench.prepare(insert_row);
  std::int64_t n = 0;
  for (auto _ : state) {
    const auto made = chunk_from(n);
    bench.tell("BEGIN IMMEDIATE");
    for (const auto& [id, digest, name, sealed, month, phone, source, at] : made) {
      sqlite3_bind_int64(statement, 1, id);
      sqlite3_bind_text(statement, 2, digest.data(), static_cast<int>(digest.size()), SQLITE_STATIC);
      sqlite3_bind_text(statement, 3, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
      sqlite3_bind_text(statement, 4, sealed.data(), static_cast<int>(sealed.size()), SQLITE_STATIC);
      sqlite3_bind_int64(statement, 5, month);
      sqlite3_bind_null(statement, 6);
      sqlite3_bind_int64(statement, 7, source);
      sqlite3_bind_int64(statement, 8, unix_ms(at));
      sqlite3_step(statement);
      sqlite3_reset(statement);
    }
    bench.tell("COMMIT");
  }
  state.SetItemsProcessed(state.iterations() * chunk);
  sqlite3_finalize(statement);
}
BENCHMARK(append_raw)->UseRealTime();

void append_ours(benchmark::State& state) {
  Bench bench;
  std::int64_t n = 0;
  for (auto _ : state) {
    const auto made = chunk_from(n);
    bench.ours->write_in_background([&](Session& s) { s.append("rows", "id, digest, name, sealed, month, phone, source, at_ms", made); });
  }
  state.SetItemsProcessed(state.iterations() * chunk);
}
BENCHMARK(append_ours)->UseRealTime();

}  // namespace
}  // namespace unionhall::db
