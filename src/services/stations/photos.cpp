// Photos: drawn anew without what a phone writes into them, sealed at rest like all files, and shown to everybody.
#include "hall/audit/audit.h"
#include "hall/cases/evidence.h"
#include "services/stations/desk.h"
#include "services/stations/json.h"

namespace unionhall::stations {
namespace {

constexpr std::size_t photos_most = 12;

std::optional<std::string> what_it_shows(const http::Request& request) {
  const auto shows = request.asked("shows");
  if (shows == "outside" || shows == "inside" || shows == "sign") return shows;
  return std::nullopt;
}

/// POST /api/v1/stations/{id}/photos?shows=outside|inside|sign (the file) → 201 {id}
http::Response post_photo(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto station = hall.db.read([&](db::Session& db) { return require_station(db, request, id); });
  const auto shows = what_it_shows(request);
  if (!shows) return http::problem({422, "stations.photo_of_what"}, request);
  const auto kept = cases::evidence::keep(hall, request.body_file, "photo");
  if (!kept) return http::problem(problem_for(Refusal::no_picture), request);
  const store::Photo photo{
      .id = hall.ids.next<store::StationPhotoTag>(), .file = kept->file.value, .kind = std::string(db::word(kept->kind)), .shows = *shows};
  const auto added = hall.write(request, [&](db::Session& db) -> Result<store::PhotoId, Refusal> {
    if (store::photos(db, id).size() >= photos_most) return std::unexpected(Refusal::enough_photos);
    store::add_photo(db, station.region, id, photo, access::actor(request).account, hall.clock.now());
    return photo.id;
  });
  // A repeat was answered with the first one, which has a file of its own.
  if (!added || *added != photo.id) files::remove(hall, kept->file);
  return added ? http::created({{"id", added->text()}}) : http::problem(problem_for(added.error()), request);
}

std::optional<store::Photo> photo_named(db::Session& db, const http::Request& request, StationId station) {
  const auto wanted = request.path_id<store::PhotoId>("photo");
  for (auto& photo : store::photos(db, station)) {
    if (photo.id == wanted) return std::move(photo);
  }
  return std::nullopt;
}

/// GET /api/v1/stations/{id}/photos/{photo} → the picture
http::Response get_photo(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto photo = hall.db.snapshot([&](db::Session& db) {
    const auto station = find(db, id);
    return station && station->standing.state != State::closed ? photo_named(db, request, id) : std::nullopt;
  });
  auto content = photo ? files::open(hall, files::FileId{photo->file}) : std::nullopt;
  if (!content) return http::problem({404, "http.not_found"}, request);
  const auto kept = std::make_shared<const files::Opened>(*std::move(content));
  const auto kind = db::from_word<media::Kind>(photo->kind).value_or(media::Kind::jpeg);
  return {.headers = {{"content-type", std::string(media::content_type(kind))},
                      {"content-security-policy", "default-src 'none'; sandbox"},
                      {"cache-control", "public, max-age=86400"}},
          .file = kept->path(),
          .keeps = kept};
}

/// DELETE /api/v1/stations/{id}/photos/{photo} → 204
http::Response delete_photo(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto photo = hall.db.write([&](db::Session& db) {
    require_station(db, request, id);
    auto found = photo_named(db, request, id);
    return found && store::remove_photo(db, id, found->id) ? found : std::nullopt;
  });
  if (!photo) return http::problem({404, "http.not_found"}, request);
  files::remove(hall, files::FileId{photo->file});
  return http::no_content();
}

std::vector<files::FileId> owned(db::Session& db, const std::vector<files::FileId>& among) {
  return db.all<files::FileId>("SELECT file_id FROM station_photos WHERE file_id = ANY_OF(:among) LIMIT 500", among);
}

}  // namespace

void mount_photos(http::Router& route, Hall& hall) {
  files::owned_by("station_photos", owned);
  route.post(
      "/api/v1/stations/{id}/photos", keepers(), hall, post_photo,
      {.body = http::Body::file, .body_bytes_max = static_cast<std::size_t>(hall.settings.attachment_bytes), .makes_something = true});
  route.get("/api/v1/stations/{id}/photos/{photo}", access::anyone, hall, get_photo);
  route.del("/api/v1/stations/{id}/photos/{photo}", keepers(), hall, delete_photo);
}

}  // namespace unionhall::stations
