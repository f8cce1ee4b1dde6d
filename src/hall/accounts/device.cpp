#include <array>
#include <utility>

#include "hall/accounts/sign_in.h"

namespace unionhall::accounts {
namespace {

using Names = std::pair<std::string_view, std::string_view>;  // as the header says it, as people do

// Browsers name those that they descend from as well: the most particular first.
constexpr std::array<Names, 9> programs{{{"MicroMessenger", "WeChat"},
                                         {"DingTalk", "DingTalk"},
                                         {"Edg", "Edge"},
                                         {"OPR/", "Opera"},
                                         {"Firefox/", "Firefox"},
                                         {"CriOS/", "Chrome"},
                                         {"Chrome/", "Chrome"},
                                         {"Safari/", "Safari"},
                                         {"curl/", "curl"}}};
constexpr std::array<Names, 7> systems{{{"HarmonyOS", "HarmonyOS"},
                                        {"Android", "Android"},
                                        {"iPhone", "iPhone"},
                                        {"iPad", "iPad"},
                                        {"Windows", "Windows"},
                                        {"Mac OS X", "macOS"},
                                        {"Linux", "Linux"}}};

std::string_view first_named(std::string_view text, const auto& names) {
  for (const auto& [said, called] : names) {
    if (text.contains(said)) return called;
  }
  return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
  const auto program = first_named(user_agent, programs);
  const auto system = first_named(user_agent, systems);
  std::string device(program);
  if (!program.empty() && !system.empty()) device += " · ";
  return device += system;
}

}  // namespace unionhall::accounts
