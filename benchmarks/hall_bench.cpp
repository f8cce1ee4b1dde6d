// What the ground of the hall costs: a look at a person beside a bare group commit of the row that it leaves, moving a
// subtree of ten thousand unions, and carrying an import's figures up the tree. Read the ratios of one run.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <atomic>
#include <filesystem>

#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"

namespace unionhall {
namespace {

constexpr int unions_of_a_district = 10'000, unions_at_once = 500, members_at_once = 500;

/// A city of two districts, the first of which holds all its unions.
class City {
 public:
  City() : directory_(make_directory()), db_(db::Database::open({.data = directory_})) {
    db::migrate(*db_);
    ids_ = std::make_unique<db::Ids>(*db_, clock_, 0);
    hall_ = std::make_unique<Hall>(Hall{.db = *db_, .clock = clock_, .keys = keys_, .ids = *ids_, .settings = {}});
  }
  ~City() {
    ids_.reset();
    db_.reset();
    std::filesystem::remove_all(directory_);
  }

  Hall& hall() { return *hall_; }

  orgs::NewOrg make(OrgId parent, std::string name) {
    return {.id = ids_->next<Org>(),
            .parent = parent,
            .industry_parent = {},
            .code = {},
            .facts = {.name = std::move(name), .short_name = {}},
            .source = SourceId{1}};
  }
  void found(const std::vector<orgs::NewOrg>& batch) {
    db_->write([&](db::Session& s) { return orgs::add_many(s, *hall_, batch, clock_.now()); });
  }
  void found_all() {
    const auto top = make({}, "咸阳市总工会"), first = make(top.id, "秦都区总工会"), second = make(top.id, "渭城区总工会");
    found({top, first, second});
    districts = {first.id, second.id};
    std::vector<OrgId> streets;
    std::vector<orgs::NewOrg> batch;
    for (int n = 0; n < unions_of_a_district; ++n) {
      const bool street = n < 100;
      batch.push_back(make(street ? first.id : streets[static_cast<std::size_t>(n) % streets.size()], fmt::format("第{}工会", n)));
      if (street) streets.push_back(batch.back().id);
      if (!street) unions.push_back(batch.back().id);
      if (batch.size() == unions_at_once || n == 99) found(std::exchange(batch, {}));
    }
    found(batch);
    figures::fold_all(*db_);
  }

  std::vector<OrgId> districts, unions;

 private:
  static std::filesystem::path make_directory() {
    auto path = (std::filesystem::temp_directory_path() / "unionhall-bench-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
    return path;
  }

  const std::filesystem::path directory_;
  SystemClock clock_;
  crypto::Keyring keys_ = crypto::Keyring::parse("unionhall-keys 1\n1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n");
  std::unique_ptr<db::Database> db_;
  std::unique_ptr<db::Ids> ids_;
  std::unique_ptr<Hall> hall_;
};

std::unique_ptr<City> city;  // by the threads of one benchmark
std::atomic<std::int64_t> people{0};

void looks(benchmark::State& state) {
  for (auto _ : state) {
    audit::look(
        city->hall(),
        {.actor = AccountId{7}, .role = 8, .subject_kind = "person", .subject = ++people, .org = OrgId{9}, .request = "0123456789abcdef"});
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(looks)
    ->Setup([](const benchmark::State&) { city = std::make_unique<City>(); })
    ->Teardown([](const benchmark::State&) { city.reset(); })
    ->Threads(1)
    ->Threads(16)
    ->Threads(64)
    ->UseRealTime();

void sealing(benchmark::State& state) {
  City own;
  for (auto _ : state) {
    state.PauseTiming();
    own.hall().db.write([&](db::Session& s) {
      for (int n = 0; n < 500; ++n) audit::record(s, own.hall(), {.what = "change", .subject_kind = "org", .subject = n});
    });
    state.ResumeTiming();
    audit::seal(own.hall().db, own.hall().clock.now(), 500);
  }
  state.SetItemsProcessed(state.iterations() * 500);
}
BENCHMARK(sealing)->UseRealTime();

void founding_a_district(benchmark::State& state) {
  for (auto _ : state) {
    City own;
    own.found_all();
  }
  state.SetItemsProcessed(state.iterations() * unions_of_a_district);
}
BENCHMARK(founding_a_district)->UseRealTime()->Unit(benchmark::kMillisecond);

void moving_ten_thousand_unions(benchmark::State& state) {
  City own;
  own.found_all();
  auto [subtree, under] = std::pair{own.districts[0], own.districts[1]};
  const auto top = own.hall().db.read([&](db::Session& s) { return orgs::find(s, subtree)->parent; });
  for (auto _ : state) {
    own.hall().db.write([&](db::Session& s) { return orgs::move(s, own.hall(), subtree, under, own.hall().clock.now()); });
    under = under == top ? own.districts[1] : top;
  }
}
BENCHMARK(moving_ten_thousand_unions)->UseRealTime()->Unit(benchmark::kMillisecond);

/// An import's chunks, sorted by union as rosters are: each leaves some ten figures of a handful of unions.
void folding_chunks(benchmark::State& state) {
  City own;
  own.found_all();
  std::size_t at = 0;
  for (auto _ : state) {
    state.PauseTiming();
    figures::Deltas deltas;
    for (int member = 0; member < members_at_once; ++member) {
      const auto org = own.unions[(at++ / 86) % own.unions.size()];
      deltas.add(org, "members", 1);
      deltas.add(org, "members.status.active", 1);
      deltas.add(org, member % 2 ? "members.sex.male" : "members.sex.female", 1);
      deltas.add(org, fmt::format("members.born.{}", 1960 + member % 45), 1);
      deltas.add(org, fmt::format("members.category.c{}", member % 8), 1);
    }
    own.hall().db.write([&](db::Session& s) { figures::record(s, own.hall(), deltas); });
    state.ResumeTiming();
    figures::fold_all(own.hall().db);
  }
  state.SetItemsProcessed(state.iterations() * members_at_once);
}
BENCHMARK(folding_chunks)->UseRealTime();

}  // namespace
}  // namespace unionhall
