#pragma once
// The web as a service sees it: a request, a response, routes with a guard each. No socket, no Beast: those
// stay behind server.h. A handler is a plain blocking function on a worker thread.
#include <boost/container/flat_map.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace unionhall::http {

namespace json = boost::json;

enum class Language { zh_cn, en };

/// Names and values, sorted, in one block of memory: a request carries about a dozen.
struct Fields : boost::container::flat_map<std::string, std::string, std::less<>> {
  Fields() = default;
  Fields(std::initializer_list<value_type> fields);  // out of line: its sorting took every file that writes a header 8 s to compile
};

struct Route;
struct StaticFiles;

struct Request {
  std::string method;
  std::string path;                 // decoded, without the query
  Fields query;                     // decoded; the last of two equal names wins
  Fields path_values;               // {id} → "42"
  Fields headers;                   // names in lower case
  std::string body;                 // empty when it was streamed to `body_file`
  std::filesystem::path body_file;  // routes with Body::file; deleted after the answer
  std::string peer;                 // address, without port; behind a trusted proxy the client's
  std::string id;                   // request id, in every log line and problem
  std::string route;                // the pattern that matched, "/api/v1/orgs/{id}"
  Language language = Language::zh_cn;
  std::shared_ptr<const void> principal;  // whoever the authenticator found; hall/access knows the type

  // What answers, found by Application::receive: a route, a folder of files, or neither.
  const Route* matched = nullptr;
  const StaticFiles* folder = nullptr;

  std::string_view header(std::string_view lower_case_name) const;
  std::string_view cookie(std::string_view name) const;
  /// A parameter of the query; empty when there is none.
  std::string asked(std::string_view name) const;

  /// An id in the path; one that is malformed is Refused with 404, like one that does not exist.
  template <class IdType>
  IdType path_id(std::string_view name) const {
    const auto found = path_values.find(name);
    const auto parsed = found == path_values.end() ? std::nullopt : IdType::parse(found->second);
    if (!parsed) throw Refused({404, "http.not_found"});
    return *parsed;
  }
};

/// An answer without an end (server-sent events): what a page is told for as long as it stays open. Between two turns
/// nothing is held but the socket. A turn runs on a worker: it asks again who is listening and whether she may, so that the
/// answer ends with her session, then what there is to say; that is sent where it has changed.
struct Stream {
  std::string event;                                // "counters"
  std::function<std::string(const Request&)> says;  // one line of JSON; short, and it may be asked at any time
  std::shared_ptr<const void> keeps = {};           // lives as long as the answer
};

struct Response {
  struct Part {
    std::uint64_t begin = 0, bytes = 0;
  };

  int status = 200;
  Fields headers = {};  // names in lower case
  std::string body = {};
  std::filesystem::path file = {};  // sent instead of body, with ranges; `remove_file` deletes it afterwards
  bool remove_file = false;
  std::shared_ptr<const void> keeps = {};  // lives until the file is open; for one that has no name
  std::optional<Part> part = {};           // of the file, when a Range was asked for; the application sets it
  std::optional<Stream> stream = {};       // instead of a body
};

Response ok(const json::value& body);
Response created(const json::value& body);
Response no_content();
/// 200 with an ETag made of `version`; 304 when the request's If-None-Match has it.
Response versioned(const Request& request, json::value body, std::int64_t version);
/// The version that If-Match names; Refused with 428 when absent and 412 when malformed.
std::int64_t expected_version(const Request& request);

/// 200 as text/event-stream. For GET alone.
Response streamed(Stream stream);

/// Content-Disposition of a file that its owner calls `name`; `how` is "attachment" or "inline". Source: RFC 6266, RFC 8187.
std::string disposition(std::string_view how, std::string_view name);

/// RFC 9457 problem details: type "/problems/<key>", title in the caller's language, instance = request id.
Response problem(const Problem& problem, const Request& request);

/// The words of problems and labels: one text per key and language, loaded from texts that each folder hands over.
/// {name} is filled from the params.
class Texts {
 public:
  static Texts& global();
  /// `entries`: {key, zh-CN, en}. A key given twice with different words is a mistake: std::logic_error.
  struct Entry {
    std::string_view key, zh_cn, en;
  };
  void add(std::initializer_list<Entry> entries);
  /// The text; the key itself when there is none (a test looks for that).
  std::string text(std::string_view key, Language language, const TextParams& params = {}) const;
  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;

 private:
  std::map<std::string, std::pair<std::string, std::string>, std::less<>> entries_;
};

/// Reads a JSON object body field by field and collects every mistake, not only the first.
class Form {
 public:
  explicit Form(const Request& request);
  /// Of fields that came earlier and were kept; its problem() is in Chinese.
  explicit Form(json::object fields);

  struct TextLimits {
    std::size_t chars_min = 1, chars_max = 200;
  };
  /// UTF-8 text, trimmed; control characters and U+0000 are refused.
  std::string text(std::string_view field, TextLimits limits);
  std::string text_or(std::string_view field, std::string fallback, TextLimits limits);
  std::optional<std::string> optional_text(std::string_view field, TextLimits limits);
  std::int64_t integer(std::string_view field, std::int64_t min, std::int64_t max);
  std::int64_t integer_or(std::string_view field, std::int64_t fallback, std::int64_t min, std::int64_t max);
  bool flag_or(std::string_view field, bool fallback);
  std::optional<Date> optional_date(std::string_view field);  // "2026-07-15"
  Date date(std::string_view field);
  bool has(std::string_view field) const;       // present and not null
  bool mentions(std::string_view field) const;  // present, be it null: a PATCH clears what is null
  const json::value* raw(std::string_view field) const;
  /// A form inside this one: what is faulty there is faulty here, as "field/…". It does not outlive this one.
  Form part(std::string_view field);

  template <class IdType>
  IdType id(std::string_view field) {
    const auto found = id_text(field, true);
    const auto parsed = found ? IdType::parse(*found) : std::nullopt;
    if (found && !parsed) fault(field, "not_an_id");
    return parsed.value_or(IdType{});
  }
  template <class IdType>
  std::optional<IdType> optional_id(std::string_view field) {
    const auto found = id_text(field, false);
    const auto parsed = found ? IdType::parse(*found) : std::nullopt;
    if (found && !parsed) fault(field, "not_an_id");
    return parsed;
  }
  /// A word of a described enum.
  template <class E, class FromWord>
  std::optional<E> word(std::string_view field, FromWord from_word, bool required = true) {
    const auto found = id_text(field, required);
    if (!found) return std::nullopt;
    const std::optional<E> value = from_word(*found);
    if (!value) fault(field, "unknown_word");
    return value;
  }

  /// Adds a mistake that the caller found; its words stand in the texts under "form.<code>". A field inside another
  /// is named "outer/inner".
  void fault(std::string_view field, std::string code, TextParams params = {});
  /// 422 with every faulty field (400 when the body is no JSON object), or nothing.
  std::optional<Response> problem() const;

 private:
  Form(Form& whole, std::string_view field, json::object body);

  const json::value* given(std::string_view field, bool required);
  std::optional<std::string> text_within(std::string_view field, TextLimits limits, bool required);
  std::optional<std::int64_t> integer_within(std::string_view field, std::int64_t min, std::int64_t max, bool required);
  std::optional<Date> date_text(std::string_view field, bool required);
  std::optional<std::string> id_text(std::string_view field, bool required);

  const Request& request_;
  Form* whole_ = nullptr;  // a part's
  std::string place_;      // "form/"
  json::object body_;
  std::string_view malformed_;  // the problem's key when the body as a whole cannot be read
  std::vector<FieldError> errors_;
};

/// Who may call a route. `need` is the word that documentation, tests and "why may she" answer with.
struct Guard {
  std::string need;                                              // "anyone", "signed_in", "officer:officer"
  std::function<std::optional<Problem>(const Request&)> refuse;  // nothing: may pass
};

enum class Body { none, json, file };

struct RouteOptions {
  Body body = Body::json;                  // for POST, PATCH, PUT; GET and DELETE carry none
  std::size_t body_bytes_max = 64 * 1024;  // decided after the headers, before the body is read
  bool makes_something = false;            // requires Idempotency-Key
  bool unattended = false;                 // a page asks by itself: that is nobody being active
};

struct Route {
  std::string method, pattern;
  Guard guard;
  RouteOptions options;
  std::function<Response(const Request&)> handler;
};

/// All routes. Segments match literally before they match {names}.
class Router {
 public:
  template <class Hall>
  void get(std::string pattern, Guard guard, Hall& hall, Response (*handler)(const Request&, Hall&), RouteOptions options = {}) {
    options.body = Body::none;
    add({"GET", std::move(pattern), std::move(guard), options, bound(hall, handler)});
  }
  template <class Hall>
  void post(std::string pattern, Guard guard, Hall& hall, Response (*handler)(const Request&, Hall&), RouteOptions options = {}) {
    add({"POST", std::move(pattern), std::move(guard), options, bound(hall, handler)});
  }
  template <class Hall>
  void patch(std::string pattern, Guard guard, Hall& hall, Response (*handler)(const Request&, Hall&), RouteOptions options = {}) {
    add({"PATCH", std::move(pattern), std::move(guard), options, bound(hall, handler)});
  }
  template <class Hall>
  void del(std::string pattern, Guard guard, Hall& hall, Response (*handler)(const Request&, Hall&)) {
    add({"DELETE", std::move(pattern), std::move(guard), {.body = Body::none}, bound(hall, handler)});
  }
  /// A pattern given twice for one method is a mistake: std::logic_error.
  void add(Route route);

  struct Match {
    const Route* route = nullptr;  // none: 404, or 405 when `allowed` is not empty
    Fields path_values;
    std::string allowed;  // "GET, HEAD, OPTIONS"
  };
  Match find(std::string_view method, std::string_view path) const;
  /// Whether any route begins with the first segment of `path`: what lies there is never a page of a web app.
  bool owns(std::string_view path) const;
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  template <class Hall>
  static std::function<Response(const Request&)> bound(Hall& hall, Response (*handler)(const Request&, Hall&)) {
    return [&hall, handler](const Request& request) { return handler(request, hall); };
  }
  struct Node;
  std::shared_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

/// Files under `root` answer `mount`…: precompressed .br/.gz beside them, ETag, immutable caching for names with a
/// hash, and `index.html` for paths without a dot (the web apps route on their own).
struct StaticFiles {
  std::string mount;  // "/" or "/office/"
  std::filesystem::path root;
};

/// From request to answer without a socket: route, guard, handler, problem details, security headers. The server
/// and the tests share it.
class Application {
 public:
  Router router;
  std::vector<StaticFiles> files;
  /// Finds the principal (cookie or bearer) before any guard; may refuse (401 for a broken token).
  std::function<void(Request&)> authenticate;
  /// Origins whose pages may send unsafe requests with our cookie, beside our own host. Others are refused with 403.
  std::vector<std::string> own_origins;
  /// What a machine's failure means to the caller (a database that is away: 503). Nothing: 500.
  std::function<std::optional<Problem>(const std::exception&)> explain;

  /// The whole way from request to answer.
  Response answer(Request& request) const;

  // The same way in steps. The server needs them: it must know what the headers decide before it reads the body,
  // and who is sending before it takes a large one.

  /// What the headers alone decide: the route, and whether it takes this method, site, type and length. Never blocks.
  std::optional<Response> receive(Request& request) const;
  /// Who is asking, and whether she may.
  std::optional<Response> admit(Request& request) const;
  Response act(const Request& request) const;
  /// A no from the edge itself (a broken request, a full queue), dressed like every other answer.
  Response refuse(const Problem& why, Request& request) const;
  /// The answer when a machine failed: logged by its kind, explained or 500. A Refused is answered with its problem.
  Response failed(const std::exception& failure, const Request& request) const;

 private:
  std::optional<Response> elsewhere(Request& request, const std::string& allowed) const;
  Response dressed(Response response, const Request& request) const;
};

}  // namespace unionhall::http
