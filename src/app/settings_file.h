#pragma once
// unionhall.toml as flat names and texts. Private to src/app.
#include <filesystem>
#include <map>
#include <string>

namespace unionhall::app {

struct FileValue {
  std::string text;
  unsigned line = 0;
};

/// "texts.provider" → "aliyun". Lists become "a,b"; names with _ are those with -. Throws BadSetting with file and line.
std::map<std::string, FileValue> read_settings_file(const std::filesystem::path& file);

}  // namespace unionhall::app
