// A station passed on: the picture's code opens it for anybody, the sign's code leads to it and into the union.
#include <cairo.h>
#include <gmock/gmock.h>
#include <zbar.h>

#include <fstream>

#include "services/joining/joining.h"
#include "services/stations/sharing/sharing.h"
#include "stations.h"

namespace unionhall {
namespace {

namespace json = http::json;
using stations::sharing::hours_in_words;

/// What a reader makes of the QR code in a PNG.
std::string scanned(std::string_view png) {
  const auto read = [](void* from, unsigned char* to, unsigned int bytes) {
    auto& rest = *static_cast<std::string_view*>(from);
    if (rest.size() < bytes) return CAIRO_STATUS_READ_ERROR;
    std::ranges::copy(rest.substr(0, bytes), to);
    rest.remove_prefix(bytes);
    return CAIRO_STATUS_SUCCESS;
  };
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(cairo_image_surface_create_from_png_stream(read, &png),
                                                                             cairo_surface_destroy);
  const int width = cairo_image_surface_get_width(surface.get()), height = cairo_image_surface_get_height(surface.get());
  const auto* data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  std::string grey;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) grey += static_cast<char>(data[y * stride + 4 * x + 1]);
  }
  zbar::ImageScanner scanner;
  zbar::Image image(static_cast<unsigned>(width), static_cast<unsigned>(height), "Y800", grey.data(), grey.size());
  scanner.scan(image);
  return image.symbol_begin() == image.symbol_end() ? "" : image.symbol_begin()->get_data();
}

class StationSharing : public test::StationsHall {
 protected:
  StationSharing() {
    hall.mount(joining::mount);
    hall.mount(stations::sharing::mount);
    hall.hall().settings.public_address = "https://hall.example";
    const auto start = [](db::Session& db, Hall& at, std::string_view code, std::string_view name, OrgId kept_by, const stations::By& by,
                          Instant now) {
      return joining::add_channel(
          db, at, {.id = {}, .code = std::string(code), .kind = joining::ChannelKind::station, .name = std::string(name), .org = kept_by},
          by.account, now);
    };
    stations::joining_starts_by(start, joining::close_channel);
  }
  ~StationSharing() override { stations::joining_starts_by(nullptr, nullptr); }
};
UNIONHALL_ON_EACH_ENGINE(StationSharing);

TEST_P(StationSharing, APictureOpensTheStationForWhoeverScansIt) {
  const auto id = opened("人民路邮政驿站", 108.70, 34.33,
                         {{"facilities", json::array{"water", "climate", "charging", "toilet"}}, {"address", "秦都区人民路 128 号"}});
  const auto picture = hall.as(hall.stranger).get("/api/v1/stations/" + id + "/card.png");
  ASSERT_EQ(picture.status, 200);
  EXPECT_EQ(picture.header("content-type"), "image/png");
  EXPECT_EQ(scanned(picture.body), "https://hall.example/s/" + id);
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/stations/" + id).status, 200);
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/stations/1/card.png").key(), "stations.not_found");
  if (const char* folder = std::getenv("UNIONHALL_SHOTS")) std::ofstream(std::string(folder) + "/station-card.png") << picture.body;
}

TEST_P(StationSharing, TheSignAtItsDoorLeadsToItAndIntoTheUnion) {
  const auto id = opened("河畔驿站", 108.70, 34.33);
  const auto door = record(id).text("door");
  const auto sign = hall.as(keeper).get("/api/v1/stations/" + id + "/sign?format=png");
  ASSERT_EQ(sign.status, 200);
  EXPECT_EQ(scanned(sign.body), "https://hall.example/d/" + door);
  EXPECT_THAT(hall.as(keeper).get("/api/v1/stations/" + id + "/sign").body, testing::StartsWith("%PDF"));
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/station-doors/" + door).text("id"), id);
  const auto channel = hall.as(hall.stranger).get("/api/v1/joining/channels/" + door);
  EXPECT_EQ(channel.text("kind"), "station");
  EXPECT_EQ(channel.text("/union/name"), "人民路街道总工会");
  hall.db().write([&](db::Session& s) { stations::end_joining(s, door, hall.clock.now()); });
  EXPECT_NE(hall.as(hall.stranger).get("/api/v1/joining/channels/" + door).status, 200) << "an undone import ends it";
  EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/stations/" + id + "/sign").status, 404);
  if (const char* folder = std::getenv("UNIONHALL_SHOTS")) std::ofstream(std::string(folder) + "/station-sign.png") << sign.body;
}

TEST(StationHoursInWords, SayWhatEveryWeekIsLike) {
  stations::sharing::add_words();
  EXPECT_EQ(hours_in_words(""), "");
  EXPECT_EQ(hours_in_words(R"({"always":true})"), "全天开放");
  EXPECT_EQ(hours_in_words(R"({"parts":[{"week":{"mo":[{"from":"08:00","until":"18:00"}],"tu":[{"from":"08:00","until":"18:00"}],
      "we":[{"from":"08:00","until":"18:00"}],"th":[{"from":"08:00","until":"18:00"}],"fr":[{"from":"08:00","until":"18:00"}],
      "sa":[{"from":"20:00","until":"26:00"}],"su":[]},"holidays":[]}]})"),
            "周一至周五 08:00–18:00；周六 20:00–次日 02:00；周日 休息；法定节假日 休息");
  EXPECT_EQ(
      hours_in_words(R"({"parts":[{"seasons":[{"from":"06-01","until":"09-30"}],"week":{"mo":[{"from":"08:00","until":"18:00"}]}}]})"),
      "随季节调整，扫码看今天");
}

}  // namespace
}  // namespace unionhall
