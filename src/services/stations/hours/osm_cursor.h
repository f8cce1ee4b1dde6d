#pragma once
// A place in the text of `opening_hours`, and what stands there. Private to this folder.
#include <algorithm>

#include "services/stations/hours/osm_rule.h"
#include "services/stations/hours/osm_words.h"

namespace unionhall::hours::osm {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

class Cursor {
 protected:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[noreturn]] void refuse(Expected expected) const { throw Refused{at_, expected}; }
  [[noreturn]] static void refuse_at(std::size_t at, Expected expected) { throw Refused{at, expected}; }

  // What stands next, behind spaces. U+0000 is no character of the grammar, and stands for the end as well.
  char peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool at_end() { return peek() == '\0' && at_ == text_.size(); }

  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  template <class Is>
  std::string_view run(Is is) {
    peek();
    auto end = at_;
    while (end < text_.size() && is(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  std::string_view word() { return run(is_letter); }
  std::string_view digits() { return run(is_digit); }

  bool take_word(std::string_view wanted) {
    if (!same_word(word(), wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  /// Its index; the word is taken.
  template <std::size_t N>
  std::optional<unsigned> take_one_of(const std::array<std::string_view, N>& words) {
    for (unsigned i = 0; i < N; ++i) {
      if (take_word(words[i])) return i;
    }
    return std::nullopt;
  }

  /// Looks behind a comma without taking it: whether what follows goes on with the list.
  template <class Looks>
  bool take_comma_before(Looks looks) {
    const auto before = at_;
    if (take(',') && looks()) return true;
    at_ = before;
    return false;
  }

  bool looks_like_time() {
    const auto number = digits();
    return !number.empty() && number.size() <= 2 && at_ + number.size() < text_.size() && text_[at_ + number.size()] == ':';
  }
  bool looks_like_year() { return digits().size() == 4; }
  bool looks_like_number() { return !digits().empty() && digits().size() <= 2 && !looks_like_time(); }
  template <std::size_t N>
  bool looks_like(const std::array<std::string_view, N>& words) {
    return std::ranges::any_of(words, [next = word()](std::string_view each) { return same_word(each, next); });
  }
  bool looks_like_weekday() { return looks_like(weekdays) || same_word(word(), "PH"); }

  unsigned number(std::size_t digits_max, unsigned min, unsigned max, Expected expected) {
    const auto read = digits();
    if (read.empty() || read.size() > digits_max) refuse(expected);
    unsigned value = 0;
    for (const char c : read) value = value * 10 + static_cast<unsigned>(c - '0');
    if (value < min || value > max) refuse(expected);
    at_ += read.size();
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace unionhall::hours::osm
