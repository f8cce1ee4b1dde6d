// Posters with a code to join by: one, or those of a whole county in one file.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "hall/orgs/orgs.h"
#include "print/print.h"
#include "services/joining/api.h"
#include "services/joining/store.h"

namespace unionhall::joining {
namespace {

constexpr int posters_most = 3000;

/// In the language of a wall: Chinese, whoever prints it.
print::Poster poster_of(const std::string& address, const Channel& channel, const std::string& union_name) {
  const auto& texts = http::Texts::global();
  const auto text = [&](std::string_view key, const TextParams& params = {}) {
    return texts.text("joining.poster." + std::string(key), http::Language::zh_cn, params);
  };
  return {.title = text("title"),
          .subtitle = union_name,
          .body = {{text("scan"), text("scan_says")}, {text("write"), text("write_says")}, {text("done"), text("done_says")}},
          .body_says = text("says"),
          .link = address + "/j/" + channel.code,
          .code_words = text("or_type", {{"host", host_of(address)}}),
          .code = channel.code,
          .footer = text("privacy")};
}

/// A file that goes once it is sent, or where its drawing fails.
class Scratch {
 public:
  Scratch() {
    // mkstemp draws what stands in place of the last six signs.
    std::string name = (std::filesystem::temp_directory_path() / "posters-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) throw std::runtime_error("no room for posters");
    ::close(descriptor);
    path_ = name;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

http::Response as_file(http::Response response, std::string_view type, std::string_view name) {
  response.headers["content-type"] = type;
  response.headers["content-disposition"] = "attachment; filename=\"" + std::string(name) + "\"";
  return response;
}

/// GET /api/v1/joining/posters/{id}?format=pdf|png
http::Response get_poster(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<ChannelId>("id");
  const bool png = request.asked("format") == "png";
  std::string union_name;
  const auto channel = hall.db.snapshot([&](db::Session& db) {
    const auto found = store::find_channel(db, id);
    if (!found || found->closed_at) throw Refused({404, "joining.channel_not_found"});
    access::require_reach(db, access::actor(request), found->org);
    union_name = orgs::find(db, found->org)->facts.name;
    return *found;
  });
  const auto poster = poster_of(address_of(hall, request), channel, union_name);
  http::Response response{.status = 200, .body = png ? print::poster_png(poster) : print::poster_pdf(poster)};
  return as_file(std::move(response), png ? "image/png" : "application/pdf", channel.code + (png ? ".png" : ".pdf"));
}

/// GET /api/v1/joining/posters?org= → the posters of all codes in use at a union and below it, as one PDF
http::Response get_posters(const http::Request& request, Hall& hall) {
  const auto asked = request.query.find("org");
  const auto org = asked == request.query.end() ? std::nullopt : OrgId::parse(asked->second);
  if (!org) return http::problem({404, "http.not_found"}, request);
  const auto channels = hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), *org);
    return store::open_channels(db, path, posters_most);
  });
  if (channels.empty()) return http::problem({409, "joining.no_channels"}, request);
  std::vector<print::Poster> posters;
  for (const auto& [channel, union_name] : channels) posters.push_back(poster_of(address_of(hall, request), channel, union_name));
  const Scratch scratch;
  print::posters_pdf(posters, scratch.path());
  http::Response response{.status = 200};
  response.file = scratch.path();
  response.remove_file = true;
  return as_file(std::move(response), "application/pdf", "posters.pdf");
}

}  // namespace

void mount_posters(http::Router& route, Hall& hall) {
  route.get("/api/v1/joining/posters", access::officer, hall, get_posters);
  route.get("/api/v1/joining/posters/{id}", access::officer, hall, get_poster);
}

}  // namespace unionhall::joining
