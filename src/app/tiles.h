#pragma once
// The map behind the outlines (底图): pictures of somebody else's tile server (天地图 and others), where a federation wants them.
// Without, the outlines alone are the map, and nobody but the hall is told what is looked at.
#include <string>
#include <string_view>
#include <vector>

namespace unionhall::app {

struct Tiles {
  /// What the pictures are drawn in; CGCS2000 is WGS 84 to a map.
  enum class Datum { wgs84, gcj02 };

  std::vector<std::string> urls;        // templates with {z}, {x}, {y} and perhaps {s}; the lowest layer first
  std::vector<std::string> subdomains;  // what {s} stands for, one after the other
  std::string attribution;              // whose map it is, and its 审图号
  int zoom_max = 18;                    // beyond, its pictures are drawn larger
  Datum datum = Datum::wgs84;
};

/// "https://t{s}.tiles.example/{z}/{x}/{y}.png", one or several. Throws BadSetting with what each should be.
std::vector<std::string> tile_templates(std::string_view text);
/// "0,1,2", "a,b,c". Throws BadSetting with what they should be.
std::vector<std::string> tile_subdomains(std::string_view text);
/// Throws BadSetting for settings that are good each by itself, but not together.
void refuse_unfit(const Tiles& tiles);
/// Where pages get the pictures from, each once: "https://t0.tianditu.gov.cn".
std::vector<std::string> origins_of(const Tiles& tiles);

}  // namespace unionhall::app
