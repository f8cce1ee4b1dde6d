// What is kept about oneself, to take along. Source: PIPL Art. 45.
#include "hall/access/own_data.h"
#include "app/own_pages.h"
#include "hall/access/rates.h"
#include "hall/audit/audit.h"

namespace unionhall::app {
namespace {

constexpr access::Rate own_data_rate{.most = 20, .window = std::chrono::hours{1}};

/// On record, and at most so often.
access::Spent take(const http::Request& request, Hall& hall, Instant now) {
  const auto account = access::actor(request).account;
  return hall.db.write([&](db::Session& db) {
    auto spent = access::spend(db, "own data:" + account.text(), own_data_rate, now);
    if (spent.allowed) {
      audit::record(db, hall,
                    {.actor = account, .what = "own_data", .subject_kind = "account", .subject = account.value, .request = request.id});
    }
    return spent;
  });
}

/// GET /api/v1/me/data?format=json|pdf → 200, a file {hall, made_at, account, record, …}, or the same as pages to read
http::Response get_data(const http::Request& request, Hall& hall) {
  const auto now = hall.clock.now();
  const auto& texts = http::Texts::global();
  const auto language = request.language;
  if (const auto spent = take(request, hall, now); !spent.allowed) {
    const TextParams wait{{"minutes", std::to_string((spent.retry_after_s + 59) / 60)}};
    return http::problem({429, "accounts.own_data_too_often", wait, {}, spent.retry_after_s}, request);
  }
  http::json::object data{{"hall", hall.settings.name}, {"made_at", rfc3339(now)}};
  const auto& actor = access::actor(request);
  for (auto& [name, share] : hall.db.snapshot([&](db::Session& db) { return access::own_data::all(db, hall, actor, language); })) {
    data[name] = std::move(share);
  }
  const bool pages = request.asked("format") == "pdf";
  auto file = pages ? http::Response{.status = 200, .body = print::booklet_pdf(own_pages(data, language))} : http::ok(std::move(data));
  if (pages) file.headers["content-type"] = "application/pdf";
  file.headers["content-disposition"] = http::disposition(
      "attachment", texts.text(pages ? "own_data.pages" : "own_data.file", language, {{"day", iso_date(beijing_date(now))}}));
  return file;
}

}  // namespace

void mount_own_data(http::Router& route, Hall& hall) {
  add_own_words();
  route.get("/api/v1/me/data", access::signed_in, hall, get_data);
}

}  // namespace unionhall::app
