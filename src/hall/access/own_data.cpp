#include "hall/access/own_data.h"

#include <map>
#include <mutex>

namespace unionhall::access::own_data {
namespace {

std::mutex guard;

std::map<std::string, Show>& shows() {
  static std::map<std::string, Show> all;
  return all;
}

std::map<std::string, Erase>& erasers() {
  static std::map<std::string, Erase> all;
  return all;
}

template <class All>
All copy_of(const All& all) {
  const std::scoped_lock lock(guard);
  return all;
}

}  // namespace

void kept_as(std::string name, Show show) {
  const std::scoped_lock lock(guard);
  shows().insert_or_assign(std::move(name), std::move(show));
}

http::json::object all(db::Session& db, const Hall& hall, const Actor& actor, http::Language language) {
  http::json::object json;
  for (const auto& [name, show] : copy_of(shows())) {
    if (auto shown = show(db, hall, actor, language); !shown.is_null()) json[name] = std::move(shown);
  }
  return json;
}

void erased_by(std::string name, Erase erase) {
  const std::scoped_lock lock(guard);
  erasers().insert_or_assign(std::move(name), std::move(erase));
}

void erase(db::Session& db, Hall& hall, const Whose& whose, Instant now) {
  for (const auto& [name, erase] : copy_of(erasers())) erase(db, hall, whose, now);
}

}  // namespace unionhall::access::own_data
