#include <algorithm>
#include <stdexcept>

#include "http/http.h"

namespace unionhall::http {

namespace {

/// "/api/v1" → "api" and "/v1"; the rest of the last segment is empty.
std::pair<std::string_view, std::string_view> next_segment(std::string_view path) {
  path.remove_prefix(1);
  const auto end = path.find('/');
  return end == std::string_view::npos ? std::pair{path, std::string_view{}} : std::pair{path.substr(0, end), path.substr(end)};
}

bool is_name(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

}  // namespace

/// A tree of segments: finding a route costs its length, however many routes there are.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> any;  // a {name}; each route gives it its own
  std::vector<const Route*> routes;

  const Route* by_method(std::string_view method) const {
    const auto found = std::ranges::find(routes, method, &Route::method);
    return found == routes.end() ? nullptr : *found;
  }

  /// The node at the end of `path`, and what stood in place of the names on the way.
  const Node* walk(std::string_view path, std::vector<std::string_view>& values) const {
    if (path.empty()) return routes.empty() ? nullptr : this;
    const auto [segment, rest] = next_segment(path);
    if (const auto literal = literals.find(segment); literal != literals.end()) {
      if (const auto* end = literal->second->walk(rest, values)) return end;
    }
    if (!any || segment.empty()) return nullptr;
    values.push_back(segment);
    if (const auto* end = any->walk(rest, values)) return end;
    values.pop_back();
    return nullptr;
  }

  std::string allowed() const {
    std::vector<std::string_view> methods{"OPTIONS"};
    for (const auto* route : routes) methods.push_back(route->method);
    if (by_method("GET") && !by_method("HEAD")) methods.push_back("HEAD");
    std::ranges::sort(methods);
    std::string list;
    for (const auto method : methods) list.append(list.empty() ? "" : ", ").append(method);
    return list;
  }
};

void Router::add(Route route) {
  const auto mistake = [&](const char* what) { return std::logic_error(route.method + " " + route.pattern + ": " + what); };
  if (!route.pattern.starts_with('/')) throw mistake("a pattern begins with a slash");
  if (route.guard.need.empty() || !route.guard.refuse) throw mistake("a route names its need");
  if (!route.handler) throw mistake("a route has a handler");

  if (!root_) root_ = std::make_shared<Node>();
  auto* node = root_.get();
  for (std::string_view rest = route.pattern; !rest.empty();) {
    const auto [segment, next] = next_segment(rest);
    auto& child = is_name(segment) ? node->any : node->literals[std::string(segment)];
    if (!child) child = std::make_unique<Node>();
    node = child.get();
    rest = next;
  }
  if (node->by_method(route.method)) throw mistake("given twice");
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  node->routes.push_back(routes_.back().get());
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  if (!root_ || !path.starts_with('/')) return {};
  std::vector<std::string_view> values;
  const auto* node = root_->walk(path, values);
  if (!node) return {};

  Match match{.route = node->by_method(method)};
  if (!match.route && method == "HEAD") match.route = node->by_method("GET");
  if (!match.route) {
    match.allowed = node->allowed();
    return match;
  }
  auto value = values.begin();
  for (std::string_view rest = match.route->pattern; !rest.empty();) {
    const auto [segment, next] = next_segment(rest);
    if (is_name(segment)) match.path_values.emplace(segment.substr(1, segment.size() - 2), *value++);
    rest = next;
  }
  return match;
}

bool Router::owns(std::string_view path) const {
  return root_ && path.starts_with('/') && root_->literals.contains(next_segment(path).first);
}

}  // namespace unionhall::http
