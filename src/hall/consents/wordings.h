#pragma once
// What is agreed to, word for word. Built in from src/hall/consents/notices; private to this room, and to its tests.
#include <cstdint>
#include <span>
#include <string_view>

namespace unionhall::consents {

struct Wording {
  std::string_view kind;
  std::int64_t version;
  std::string_view language;  // zh, en
  std::string_view text;      // Markdown, with {name} and {contact} of the hall
};

/// All versions that ever shipped.
std::span<const Wording> wordings();

}  // namespace unionhall::consents
