#include "hall/orgs/orgs.h"
#include "print/print.h"
#include "services/stations/desk.h"
#include "services/stations/sharing/sharing.h"

namespace unionhall::stations::sharing {
namespace {

/// In the language of the street, whoever passes it on.
std::string text(std::string_view key, const TextParams& params = {}) {
  return http::Texts::global().text("stations." + std::string(key), http::Language::zh_cn, params);
}

constexpr std::size_t facilities_named = 8;

std::string facilities_in_words(std::string_view stored) {
  std::string all;
  const auto words = Facilities::parse(stored).words();
  for (std::size_t i = 0; i < words.size() && i < facilities_named; ++i) {
    all.append(all.empty() ? "" : " · ").append(text("facility." + std::string(words[i])));
  }
  return words.size() > facilities_named ? all + " …" : all;
}

/// GET /api/v1/stations/{id}/card.png → the picture
http::Response get_picture(const http::Request& request, Hall& hall) {
  std::string keeper;
  const auto station = hall.db.snapshot([&](db::Session& db) {
    auto found = find(db, request.path_id<StationId>("id"));
    if (!found || !on_the_map(found->standing.state)) throw Refused(problem_for(Refusal::not_found));
    keeper = orgs::find(db, found->facts.keeper)->facts.name;
    return *std::move(found);
  });
  const auto& facts = station.facts;
  print::Card card{.kind = text("card.kind"),
                   .title = facts.name,
                   .lines = {},
                   .link = link_of(address_of(hall, request), station.id),
                   .code_words = text("card.scan"),
                   .footer = keeper};
  const auto say = [&](std::string_view label, std::string says) {
    if (!says.empty()) card.lines.push_back({text("card." + std::string(label)), std::move(says)});
  };
  say("hours", hours_in_words(facts.hours));
  say("facilities", facilities_in_words(facts.facilities));
  say("address", facts.address);
  return {.headers = {{"content-type", "image/png"}, {"cache-control", "public, max-age=600"}}, .body = print::card_png(card)};
}

/// GET /api/v1/stations/{id}/sign?format=pdf|png → a page of A4 for its door
http::Response get_sign(const http::Request& request, Hall& hall) {
  const auto station = hall.db.read([&](db::Session& db) { return require_station(db, request, request.path_id<StationId>("id")); });
  if (station.standing.state == State::closed) return http::problem(problem_for(Refusal::closed), request);
  const auto address = address_of(hall, request);
  const print::Poster sign{.title = text("sign.title"),
                           .subtitle = station.facts.name,
                           .body = {{text("sign.confirm"), text("sign.confirm_says")},
                                    {text("sign.report"), text("sign.report_says")},
                                    {text("sign.join"), text("sign.join_says")}},
                           .in_order = false,
                           .body_says = hours_in_words(station.facts.hours),
                           .link = door_link_of(address, station.door),
                           .code_words = text("sign.or_type", {{"host", host_of(address) + "/d"}}),
                           .code = station.door,
                           .footer = text("sign.footer", {{"code", station.code}})};
  const bool png = request.asked("format") == "png";
  return {.headers = {{"content-type", png ? "image/png" : "application/pdf"},
                      {"content-disposition", http::disposition("attachment", station.code + (png ? ".png" : ".pdf"))}},
          .body = png ? print::poster_png(sign) : print::poster_pdf(sign)};
}

}  // namespace

std::string link_of(std::string_view address, StationId id) { return std::string(address) + "/s/" + id.text(); }

std::string door_link_of(std::string_view address, std::string_view door) { return std::string(address) + "/d/" + std::string(door); }

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/stations/{id}/card.png", access::anyone, hall, get_picture);
  route.get("/api/v1/stations/{id}/sign", access::officer, hall, get_sign);
}

}  // namespace unionhall::stations::sharing
