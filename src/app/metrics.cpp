// The counters as Prometheus reads them. Each is made anew from what the rooms count themselves.
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <unistd.h>
#include <fstream>

#include "app/front.h"
#include "app/resealing.h"

namespace unionhall::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric value_of(MetricType type, double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  return metric;
}

class Families {
 public:
  void count(std::string name, std::string help, std::int64_t value) { add(std::move(name), std::move(help), MetricType::Counter, value); }
  void gauge(std::string name, std::string help, std::int64_t value) { add(std::move(name), std::move(help), MetricType::Gauge, value); }

  void add(std::string name, std::string help, MetricType type, std::int64_t value) {
    families_.push_back({std::move(name), std::move(help), type, {value_of(type, static_cast<double>(value))}});
  }
  void add(MetricFamily family) { families_.push_back(std::move(family)); }

  std::string text() const { return prometheus::TextSerializer{}.Serialize(families_); }

 private:
  std::vector<MetricFamily> families_;
};

}  // namespace

std::int64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t whole = 0, resident = 0;
  statm >> whole >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

std::string metrics(const Front& front) {
  Families families;
  families.gauge("unionhall_resident_bytes", "Memory of this process", resident_bytes());

  if (front.server) {
    const auto http = front.server->counters();
    families.count("unionhall_requests_total", "Requests that were answered", http.requests);
    families.count("unionhall_requests_refused_total", "Requests that the edge refused before any room saw them", http.refused);
    families.gauge("unionhall_requests_in_flight", "Requests that are being acted on", http.in_flight);
    families.gauge("unionhall_streams", "Pages that are being told of changes", http.streams);
    families.gauge("unionhall_connections", "Open connections", http.connections);
  }

  const auto db = front.hall.db.counters();
  families.count("unionhall_writes_total", "Writes that were asked of the database", db.writes);
  families.count("unionhall_commits_total", "Transactions that were committed, each for one write or a group", db.commits);
  families.count("unionhall_commits_failed_total", "Transactions whose commit failed", db.failed_commits);
  families.count("unionhall_write_retries_total", "Writes that were run again", db.retries);
  families.gauge("unionhall_writes_waiting", "Writes that wait for the writer of SQLite", db.waiting);

  MetricFamily runs{"unionhall_rounds_total", "Turns of background work", MetricType::Counter, {}};
  MetricFamily failures{"unionhall_rounds_failed_total", "Turns of background work that failed", MetricType::Counter, {}};
  for (const auto& [name, count] : front.rounds.all()) {
    runs.metric.push_back(value_of(MetricType::Counter, static_cast<double>(count.runs), {{"round", name}}));
    failures.metric.push_back(value_of(MetricType::Counter, static_cast<double>(count.failures), {{"round", name}}));
  }
  families.add(std::move(runs));
  families.add(std::move(failures));

  if (front.resealing) {
    families.gauge("unionhall_keys_that_leave", "Sealing keys that are being replaced", front.resealing->keys_that_go());
    families.count("unionhall_sealed_anew_total", "Values that this process has sealed anew for a rotation of keys",
                   front.resealing->sealed_anew());
  }
  return families.text();
}

}  // namespace unionhall::app
