// Terms of office that ask for something (换届): the list for whoever stands above, and an officer's calendar.
#include "hall/orgs/terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "hall/access/access.h"
#include "hall/orgs/store.h"

namespace unionhall::orgs {
namespace {

namespace json = http::json;

constexpr int read_at_once = 500;
constexpr int looked_ahead_months = 6;  // a term is due soon six months before its end
constexpr int calendar_unions_max = 500;

std::int64_t days_left(const Term& term, Date today) {
  return (std::chrono::sys_days(term.last_day()) - std::chrono::sys_days(today)).count();
}

json::object to_json(const Term& term, Date today) {
  json::object out{{"id", term.id.text()},
                   {"name", term.name},
                   {"state", db::word(term.state(today))},
                   {"term_end", iso_date(term.end())},
                   {"days_left", days_left(term, today)}};
  if (!term.chair.empty()) out["chair"] = term.chair;
  if (term.last_day() != term.end()) out["postponed_until"] = iso_date(term.last_day());
  return out;
}

/// GET /api/v1/orgs/terms?org=&state= → {items, next}
http::Response get_terms(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  const auto word = request.asked("state");
  const auto state = db::from_word<TermState>(word);
  if (!word.empty() && (!state || !asks(*state))) return http::problem({422, "orgs.unknown_term_state"}, request);

  const auto today = beijing_date(hall.clock.now());
  const int limit = cursor::limit_of(request);
  const auto list = fmt::format("terms:{}:{}", org->text(), word);
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), *org);
    auto found = terms_that_ask(db, path, place ? place->front() : "", limit + 1, today, state);
    json::object page;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list, {found.back().path});
    }
    json::array items;
    for (const auto& term : found) items.push_back(to_json(term, today));
    page["items"] = std::move(items);
    return http::ok(std::move(page));
  });
}

// ── The calendar ───────────────────────────────────────────────────────────────────────────────────────────────

/// Source: RFC 5545 §3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

/// A line of at most 75 bytes, continued where it is longer, never inside a character. Source: RFC 5545 §3.1.
void add_line(std::string& out, std::string_view line) {
  constexpr std::size_t longest = 75;
  std::size_t room = longest;
  while (line.size() > room) {
    auto cut = room;
    while ((static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = longest - 1;
  }
  out.append(line).append("\r\n");
}

std::string without_dashes(Date day) {
  auto text = iso_date(day);
  std::erase(text, '-');
  return text;
}

std::string calendar_of(const std::vector<Term>& terms, const Hall& hall, http::Language language) {
  const auto& texts = http::Texts::global();
  auto stamp = without_dashes(beijing_date(hall.clock.now() - std::chrono::hours{8}));  // a day of UTC
  std::string out;
  for (const auto* line : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//unionhall//terms//EN", "CALSCALE:GREGORIAN"}) add_line(out, line);
  for (const auto& term : terms) {
    const auto day = term.last_day();
    add_line(out, "BEGIN:VEVENT");
    add_line(out, fmt::format("UID:term-{}-{}@unionhall", term.id.text(), without_dashes(term.end())));
    add_line(out, fmt::format("DTSTAMP:{}T000000Z", stamp));
    add_line(out, "DTSTART;VALUE=DATE:" + without_dashes(day));
    add_line(out, "DTEND;VALUE=DATE:" + without_dashes(std::chrono::sys_days(day) + std::chrono::days{1}));
    add_line(out, "SUMMARY:" + escaped(texts.text("orgs.term_ends", language, {{"union", term.name}})));
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

/// GET /api/v1/orgs/terms/calendar → text/calendar: the union of the role in force and those right below it.
http::Response get_calendar(const http::Request& request, Hall& hall) {
  const auto own = access::actor(request).in_force->org;
  const auto terms = hall.db.read([&](db::Session& db) { return store::known_terms(db, own, calendar_unions_max); });
  return {.headers = {{"content-type", "text/calendar; charset=utf-8"},
                      {"content-disposition", "attachment; filename=\"terms.ics\""},
                      {"cache-control", "no-store"}},
          .body = calendar_of(terms, hall, request.language)};
}

}  // namespace

Date Term::end() const {
  Facts facts;
  facts.term_start_on = start;
  facts.term_years = years;
  return *term_end(facts);
}

Date Term::last_day() const { return postponed_until && *postponed_until > end() ? *postponed_until : end(); }

TermState Term::state(Date today) const {
  Facts facts;
  facts.term_start_on = start;
  facts.term_years = years;
  return term_state(facts, postponed_until, today);
}

bool asks(TermState state) { return state != TermState::normal && state != TermState::unknown; }

std::vector<Term> terms_that_ask(db::Session& db, std::string_view path, std::string_view after, int limit, Date today,
                                 std::optional<TermState> state) {
  std::vector<Term> found;
  // Elections before these days are looked at; which of them ask for something a term's own day says.
  auto ahead = today + std::chrono::months{looked_ahead_months};
  if (!ahead.ok()) ahead = ahead.year() / ahead.month() / std::chrono::last;
  ahead = std::chrono::sys_days(ahead) + std::chrono::days{3};  // months end on different days
  std::string from(after);
  for (;;) {
    const auto some = store::terms_from(db, path, from, ahead, read_at_once);
    for (const auto& term : some) {
      const auto now = term.state(today);
      if (state ? now != *state : !asks(now)) continue;
      found.push_back(term);
      if (static_cast<int>(found.size()) == limit) return found;
    }
    if (some.size() < read_at_once) return found;
    from = some.back().path;
  }
}

void mount_terms(http::Router& route, Hall& hall) {
  route.get("/api/v1/orgs/terms", access::officer, hall, get_terms);
  route.get("/api/v1/orgs/terms/calendar", access::officer, hall, get_calendar);
}

}  // namespace unionhall::orgs
