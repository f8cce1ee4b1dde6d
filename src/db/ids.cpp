#include "db/ids.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>

namespace unionhall::db {
namespace {

constexpr int regions_max = 64, writers_of_a_region = 64;
constexpr int writer_bits = 12, counter_bits = 10;
constexpr std::int64_t counter_max = (1 << counter_bits) - 1;
constexpr std::int64_t lease_ms = 60'000;
constexpr std::chrono::seconds renewed_every{15};
constexpr std::int64_t first_ms =
    std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}}.time_since_epoch().count();

std::string random_holder() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", device(), device(), device(), device());
}

struct Writer {
  int number = 0;
  std::int64_t leased_until_ms = 0;
  std::int64_t last_ms = 0;  // none of its ids lies after this
};
BOOST_DESCRIBE_STRUCT(Writer, (), (number, leased_until_ms, last_ms))

/// A writer that nobody holds: the lowest whose ids lie behind us; where the clock was set back, the one least ahead.
std::optional<Writer> find_free(Session& session, int region, std::int64_t now_ms) {
  std::vector<Writer> writers;
  for (int n = 0; n < writers_of_a_region; ++n) writers.push_back({.number = region * writers_of_a_region + n});
  const auto known = session.all<Writer>(
      "SELECT writer, leased_until_ms, last_ms FROM id_writers WHERE writer BETWEEN :first AND :last ORDER BY writer LIMIT 64",
      writers.front().number, writers.back().number);
  for (const auto& writer : known) writers[static_cast<std::size_t>(writer.number % writers_of_a_region)] = writer;

  std::erase_if(writers, [&](const Writer& writer) { return writer.leased_until_ms > now_ms; });
  if (writers.empty()) return std::nullopt;
  return *std::ranges::min_element(writers, {}, [&](const Writer& writer) { return std::max(writer.last_ms, now_ms); });
}

}  // namespace

Instant moment_of(std::int64_t id) { return from_unix_ms((id >> (writer_bits + counter_bits)) + first_ms); }

Ids::Ids(Database& db, const Clock& clock, int region) : db_(db), clock_(clock), region_(region), holder_(random_holder()) {
  if (region < 0 || region >= regions_max) throw std::invalid_argument("a region is a number from 0 to 63");
  const auto now_ms = unix_ms(clock_.now());
  db_.write([&](Session& session) {
    const auto writer = find_free(session, region, now_ms);
    if (!writer) throw Unavailable("all writer numbers of this region are leased");
    writer_ = writer->number;
    last_ms_ = std::max(writer->last_ms, first_ms);
    reserved_until_ms_ = std::max(now_ms, last_ms_) + lease_ms;
    session.exec(R"sql(
        INSERT INTO id_writers (writer, leased_until_ms, holder, last_ms) VALUES (:writer, :until, :holder, :last)
            ON CONFLICT (writer) DO UPDATE
           SET leased_until_ms = excluded.leased_until_ms, holder = excluded.holder, last_ms = excluded.last_ms)sql",
                 writer_, now_ms + lease_ms, holder_, reserved_until_ms_);
  });
  counter_ = counter_max;  // the millisecond that was used last is used up
  keeper_ = std::jthread([this](std::stop_token stop) { keep(std::move(stop)); });
}

Ids::~Ids() {
  keeper_.request_stop();
  keeper_.join();
  try {
    db_.write([&](Session& session) {
      session.exec("UPDATE id_writers SET leased_until_ms = 0, last_ms = :last WHERE writer = :writer AND holder = :holder", last_ms_,
                   writer_, holder_);
    });
  } catch (const std::exception& error) {
    spdlog::warn("a writer number was not given back and stays leased for a minute: {}", error.what());
  }
}

bool Ids::renew() {
  const auto now_ms = unix_ms(clock_.now());
  std::int64_t until_ms = 0;
  {
    const std::lock_guard lock(mutex_);
    until_ms = std::max(now_ms, last_ms_) + lease_ms;
  }
  // Not under the lock: a write that runs just now may be waiting for an id.
  const bool held = db_.write([&](Session& session) {
    return session.exec("UPDATE id_writers SET leased_until_ms = :until, last_ms = :last WHERE writer = :writer AND holder = :holder",
                        now_ms + lease_ms, until_ms, writer_, holder_) == 1;
  });
  const std::lock_guard lock(mutex_);
  reserved_until_ms_ = held ? until_ms : 0;
  return held;
}

void Ids::keep(std::stop_token stop) {
  std::mutex nothing;
  std::unique_lock lock(nothing);
  while (!ending_.wait_for(lock, stop, renewed_every, [&] { return stop.stop_requested(); })) {
    try {
      if (!renew()) spdlog::error("the lease on writer number {} was lost", writer_);
    } catch (const std::exception& error) {
      spdlog::warn("the lease on a writer number was not prolonged: {}", error.what());
    }
  }
}

std::int64_t Ids::next_value() {
  const std::lock_guard lock(mutex_);
  auto ms = std::max(unix_ms(clock_.now()), last_ms_);
  if (ms == last_ms_ && counter_ == counter_max) ++ms;
  if (ms > reserved_until_ms_) throw Unavailable("no lease on a writer number is in force");
  counter_ = ms == last_ms_ ? counter_ + 1 : 0;
  last_ms_ = ms;
  return ((ms - first_ms) << (writer_bits + counter_bits)) | (std::int64_t{writer_} << counter_bits) | counter_;
}

}  // namespace unionhall::db
