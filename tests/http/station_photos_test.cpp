// Photos of stations: whoever keeps the station adds and removes them, everybody sees what is left of them.
#include <gmock/gmock.h>

#include "stations.h"
#include "support/pictures.h"

namespace unionhall {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class StationPhotos : public test::StationsHall {
 protected:
  std::string station = opened("邮政驿站", 108.70, 34.33), path = "/api/v1/stations/" + station + "/photos";

  test::Reply add(const test::Player& who, std::string_view bytes, const std::string& shows = "outside") {
    return hall.as(who).upload(path + "?shows=" + shows, bytes);
  }
  test::Reply see(const std::string& photo) { return hall.as(hall.stranger).get(path + "/" + photo); }
  http::json::array on_its_page() { return hall.as(hall.stranger).get("/api/v1/stations/" + station).at("photos").as_array(); }
  std::int64_t files() {
    return *hall.db().read([](db::Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM files"); });
  }
};
UNIONHALL_ON_EACH_ENGINE(StationPhotos);

TEST_P(StationPhotos, EverybodySeesThePictureAndNothingOfThePhone) {
  const auto photo = test::photo();
  ASSERT_THAT(photo, HasSubstr("SECRETPHONE"));
  const auto made = add(keeper, photo, "inside");
  ASSERT_EQ(made.status, 201) << made.body;
  ASSERT_EQ(on_its_page().size(), 1U);
  EXPECT_EQ(on_its_page()[0].at("id").as_string(), made.text("id"));
  EXPECT_EQ(on_its_page()[0].at("shows").as_string(), "inside");

  const auto seen = see(made.text("id"));
  ASSERT_EQ(seen.status, 200);
  EXPECT_EQ(seen.header("content-type"), "image/jpeg");
  EXPECT_EQ(seen.header("cache-control"), "public, max-age=86400");
  EXPECT_THAT(seen.header("content-security-policy"), HasSubstr("sandbox"));
  EXPECT_THAT(seen.body, Not(HasSubstr("SECRETPHONE")));
  const auto picture = vips::VImage::new_from_buffer(seen.body, "");
  EXPECT_EQ(picture.get_typeof(VIPS_META_EXIF_NAME), 0U);
  EXPECT_LT(picture.width(), picture.height()) << "held sideways, it stands upright";
}

TEST_P(StationPhotos, ALargeOneIsMadeSmaller) {
  const auto made = add(keeper, test::bytes_of(test::striped(6000, 3000), ".jpg"));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto seen = see(made.text("id")).body;
  const auto picture = vips::VImage::new_from_buffer(seen, "");
  EXPECT_LE(picture.width(), 2560);
  EXPECT_NEAR(picture.width(), 2 * picture.height(), 2);
}

TEST_P(StationPhotos, WhatIsNoPictureChangesNothing) {
  for (const std::string& bytes : {std::string("<html><script>1</script></html>"), test::photo().substr(0, 500),
                                   std::string("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")}) {
    EXPECT_EQ(add(keeper, bytes).key(), "stations.no_picture") << bytes.substr(0, 8);
  }
  EXPECT_EQ(add(keeper, test::photo(), "people").key(), "stations.photo_of_what");
  EXPECT_THAT(on_its_page(), IsEmpty());
  EXPECT_EQ(files(), 0);
}

TEST_P(StationPhotos, TwelveAreEnoughAndARepeatIsOne) {
  const auto photo = test::photo();
  const auto first = hall.as(keeper).with("idempotency-key", "one").upload(path + "?shows=sign", photo);
  EXPECT_EQ(hall.as(keeper).with("idempotency-key", "one").upload(path + "?shows=sign", photo).text("id"), first.text("id"));
  EXPECT_EQ(files(), 1);
  for (int i = 1; i < 12; ++i) EXPECT_EQ(add(keeper, photo).status, 201);
  EXPECT_EQ(add(keeper, photo).key(), "stations.enough_photos");
  EXPECT_EQ(on_its_page().size(), 12U);
  EXPECT_EQ(files(), 12);
}

TEST_P(StationPhotos, OnlyWhoKeepsTheStationAddsAndRemoves) {
  const auto photo = add(keeper, test::photo()).text("id");
  EXPECT_EQ(add(hall.neighbour, test::photo()).status, 404);
  EXPECT_EQ(add(hall.worker, test::photo()).status, 403);
  EXPECT_EQ(hall.as(hall.neighbour).del(path + "/" + photo).status, 404);
  EXPECT_EQ(see(photo).status, 200);

  EXPECT_EQ(hall.as(keeper).del(path + "/" + photo).status, 204);
  EXPECT_EQ(see(photo).status, 404);
  EXPECT_EQ(hall.as(keeper).del(path + "/" + photo).status, 404);
  EXPECT_EQ(files(), 0) << "its key is destroyed";
}

TEST_P(StationPhotos, OfAnotherStationOrAClosedOneThereIsNone) {
  const auto photo = add(keeper, test::photo()).text("id");
  const auto other = opened("别的驿站", 108.71, 34.33);
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/stations/" + other + "/photos/" + photo).status, 404);
  ASSERT_EQ(step(station, "close", {{"reason", "撤站"}}).status, 200);
  EXPECT_EQ(see(photo).status, 404);
}

}  // namespace
}  // namespace unionhall
