#include "divisions.h"

namespace unionhall::demo {
namespace {

constexpr Division all[] = {
#include "divisions.inc"
};

}  // namespace

std::span<const Division> divisions() { return all; }

std::string place_name(const Division& division, std::string_view township) {
  auto name = division.name;
  if (name.starts_with(township)) name.remove_prefix(township.size());
  constexpr std::string_view community = "社区", village = "村";
  if (const auto at = name.rfind(community); at != name.npos) return std::string(name.substr(0, at + community.size()));
  if (const auto at = name.rfind(village); at != name.npos) return std::string(name.substr(0, at + village.size()));
  // What calls itself a residents' committee alone is a community too.
  return std::string(name.substr(0, name.find("居"))) + std::string(community);
}

}  // namespace unionhall::demo
