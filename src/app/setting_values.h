#pragma once
// How the text of a setting is read: each form once. All but list_of throw BadSetting with what the text should be.
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hall/hall.h"

namespace unionhall::app {

std::vector<std::string> list_of(std::string_view text);             // "a, b"
std::map<std::string, std::string> pairs_of(std::string_view text);  // "sign_in_code=SMS_1, reminder=SMS_2"
int number_of(std::string_view text, int min, int max);
bool switch_of(std::string_view text);
std::string one_of(std::string_view text, std::initializer_list<std::string_view> words);
std::string line_of(std::string_view text);
/// "joining.checking=5, transfer.both=3"
std::map<std::string, int> days_of(std::string_view text);
/// "21:00-08:00", "none"
QuietHours hours_of(std::string_view text);
/// "60+36/4": at 60, and one month later for every 4 months since 2025, 36 at most.
RetirementAge retirement_of(std::string_view text);
/// "https://hall.example", without what would stand twice once a link is made of it.
std::string address_of_links(std::string_view text);

}  // namespace unionhall::app
