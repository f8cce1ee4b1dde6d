#include "app/note_issuers.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace unionhall::app {

std::vector<transfers::notes::Issuer> open_note_issuers(const Settings& settings) {
  if (settings.note_issuers.empty()) return {};
  const auto file = settings.note_issuers.string();
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) throw BadSetting(fmt::format("note-issuers: {} cannot be read", file));
  auto issuers = transfers::notes::read_issuers(text.str());
  if (!issuers) throw BadSetting(fmt::format("note-issuers: {}: {}", file, issuers.error()));
  return *std::move(issuers);
}

}  // namespace unionhall::app
