// What the program says to people: all of it in both languages, with the same numbers and names in it, and in a quiet voice.
#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "whole_hall.h"

namespace unionhall {
namespace {

using test::WholeHall;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Every match of group 1 in the sources, and where.
std::map<std::string, std::string> in_sources(const std::string& pattern) {
  const std::regex wanted(pattern);
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("src")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const auto text = content_of(entry.path());
    for (std::sregex_iterator match(text.begin(), text.end(), wanted), end; match != end; ++match) {
      found.emplace((*match)[1], entry.path().string());
    }
  }
  return found;
}

TEST(Words, EveryProblemHasThemInBothLanguages) {
  WholeHall hall;
  app::mount_doors(hall.application.router, hall.front);
  const auto keys = in_sources(R"re(\{\s*(?:\.status = )?[45]\d\d,\s*(?:\.key = )?"([a-z_]+\.[a-z_]+)")re");
  ASSERT_GT(keys.size(), 20U);
  for (const auto& [key, file] : keys) EXPECT_TRUE(http::Texts::global().has(key)) << key << " in " << file;
}

TEST(Words, EveryFaultOfAFieldHasThemToo) {
  WholeHall hall;
  const auto codes = in_sources(R"re(form\.fault\(\s*(?:"[a-z_/]*"|[a-z_]+),\s*"([a-z_]+)")re");
  ASSERT_GT(codes.size(), 5U);
  for (const auto& [code, file] : codes) EXPECT_TRUE(http::Texts::global().has("form." + code)) << code << " in " << file;
}

std::set<std::string> params_of(const std::string& text) {
  static const std::regex param(R"(\{([a-z_]+)\})");
  std::set<std::string> names;
  for (std::sregex_iterator match(text.begin(), text.end(), param), end; match != end; ++match) names.insert((*match)[1]);
  return names;
}

TEST(Words, SayTheSameInBothLanguagesAndNeverShout) {
  WholeHall hall;
  const auto& texts = http::Texts::global();
  const auto keys = texts.keys();
  ASSERT_GT(keys.size(), 50U);
  for (const auto& key : keys) {
    const auto chinese = texts.text(key, http::Language::zh_cn), english = texts.text(key, http::Language::en);
    EXPECT_FALSE(chinese.empty()) << key;
    EXPECT_FALSE(english.empty()) << key;
    EXPECT_EQ(params_of(chinese), params_of(english)) << key;
    for (const auto& text : {chinese, english}) {
      EXPECT_EQ(text.find('!'), std::string::npos) << key;
      EXPECT_EQ(text.find("！"), std::string::npos) << key;
    }
  }
}

}  // namespace
}  // namespace unionhall
