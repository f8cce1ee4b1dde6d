// What the documents say of the tests: each that they cite as the proof of a rule is there.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view ends) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().string().ends_with(ends)) files.push_back(entry.path());
  }
  return files;
}

template <class F>
void each_match(const std::string& text, const std::regex& pattern, F f) {
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) f(*at);
}

/// "Suite.Name", and "Suite.*" for each suite.
std::set<std::string> tests_there_are() {
  std::set<std::string> tests;
  for (const auto& file : files_below("tests", "_test.cpp")) {
    each_match(text_of(file), std::regex(R"(\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\))"), [&](const std::smatch& it) {
      tests.insert(it.str(1) + "." + it.str(2));
      tests.insert(it.str(1) + ".*");
    });
  }
  return tests;
}

// `Suite.Name`, `Suite.*`; `.Name` is of the suite that was named last.
TEST(Documents, CiteTestsThatThereAre) {
  const auto tests = tests_there_are();
  int cited = 0;
  for (const auto& file : files_below("docs", ".md")) {
    std::string suite;
    each_match(text_of(file), std::regex(R"(`((?:[A-Z]\w*)?)\.([A-Z]\w+|\*)`)"), [&](const std::smatch& it) {
      if (it.length(1) > 0) suite = it.str(1);
      const auto test = suite + "." + it.str(2);
      EXPECT_THAT(tests, testing::Contains(test)) << file;
      ++cited;
    });
  }
  EXPECT_GT(cited, 50);
}

}  // namespace
