#pragma once
// Looks for known identity numbers and phones in bytes that somebody has stolen: whole, and in parts that would rebuild them
// beside what stands in clear; as text, as UTF-16, in hex, in base64 and as integers.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace unionhall::test {

class NumberSearch {
 public:
  void know(const std::string& name, const std::string& id, const std::string& phone) {
    if (id.size() == 18) {
      whole_.insert(id);
      whole_.insert(id.substr(0, 17));
      integers_.insert(std::strtoull(id.substr(0, 17).c_str(), nullptr, 10));
      if (id.back() != 'X') integers_.insert(std::strtoull(id.c_str(), nullptr, 10));
      // Division, year and month are no secret, or little of one: what begins with the day is.
      for (std::size_t from = 6; from + 10 <= 17; ++from) pieces_.insert(id.substr(from, 10));
      for (std::size_t last = 4; last <= 8; ++last) tails_.emplace(id.substr(18 - last), name);
      tails_.emplace(id.substr(6, 8), name);  // the whole date of birth
    }
    if (phone.size() == 11) {
      whole_.insert(phone);
      integers_.insert(std::strtoull(phone.c_str(), nullptr, 10));
      for (std::size_t last = 4; last <= 8; ++last) tails_.emplace(phone.substr(11 - last), name);
    }
    names_.insert(name);
  }
  std::size_t people() const { return names_.size(); }

  /// What is found, and in which form; each once.
  std::set<std::string> in(std::string_view bytes) {
    found_.clear();
    as_text(bytes, "text");
    as_utf16(bytes);
    as_hex(bytes);
    as_base64(bytes);
    as_integers(bytes);
    return found_;
  }

 private:
  static bool digit(char c) { return c >= '0' && c <= '9'; }

  void as_text(std::string_view text, const std::string& form) {
    for (std::size_t at = 0; at < text.size();) {
      if (!digit(text[at])) {
        ++at;
        continue;
      }
      auto end = at;
      while (end < text.size() && digit(text[end])) ++end;
      if (end < text.size() && (text[end] == 'X' || text[end] == 'x')) ++end;
      auto run = std::string(text.substr(at, end - at));
      if (run.back() == 'x') run.back() = 'X';
      if (run.size() >= 10) windows(run, form);
      if (run.size() >= 4 && run.size() <= 8 && !in_a_long_word(text, at, end)) beside_a_name(text, at, run, form);
      at = end;
    }
  }

  /// What is sealed is one long word of base64, in which any four digits stand by chance; what it holds is looked at decoded.
  static bool in_a_long_word(std::string_view text, std::size_t begin, std::size_t end) {
    constexpr std::size_t at_least = 32;
    while (begin > 0 && base64_value(text[begin - 1]) >= 0 && end - begin < at_least) --begin;
    while (end < text.size() && base64_value(text[end]) >= 0 && end - begin < at_least) ++end;
    return end - begin >= at_least;
  }

  void windows(const std::string& run, const std::string& form) {
    for (const std::size_t size : {std::size_t{11}, std::size_t{17}, std::size_t{18}}) {
      for (std::size_t at = 0; at + size <= run.size(); ++at) {
        if (whole_.contains(run.substr(at, size))) found_.insert(form + ": a whole number");
      }
    }
    for (std::size_t at = 0; at + 10 <= run.size(); ++at) {
      if (pieces_.contains(run.substr(at, 10))) found_.insert(form + ": most of a number");
    }
  }

  /// The last digits tell nothing by themselves; with the name beside them they do.
  void beside_a_name(std::string_view text, std::size_t at, const std::string& run, const std::string& form) {
    constexpr std::size_t near = 200;
    const auto [from, to] = tails_.equal_range(run);
    if (from == to) return;
    const auto begin = at < near ? 0 : at - near;
    const auto around = text.substr(begin, 2 * near);
    for (auto known = from; known != to; ++known) {
      if (around.find(known->second) != std::string_view::npos) found_.insert(form + ": part of a number beside the name");
    }
  }

  void as_utf16(std::string_view bytes) {
    for (std::size_t from = 0; from < 2; ++from) {
      std::string text;
      for (auto at = from; at + 1 < bytes.size(); at += 2) text += bytes[at + 1] == '\0' ? bytes[at] : '\n';
      as_text(text, "UTF-16");
    }
  }

  static int hex_value(char c) {
    return digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
  void as_hex(std::string_view bytes) {
    for (std::size_t from = 0; from < 2; ++from) {
      std::string text;
      for (auto at = from; at + 1 < bytes.size(); at += 2) {
        const int high = hex_value(bytes[at]), low = hex_value(bytes[at + 1]);
        text += high < 0 || low < 0 ? '\n' : static_cast<char>(high * 16 + low);
      }
      as_text(text, "hex");
    }
  }

  static int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (digit(c)) return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
  }
  void as_base64(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      auto end = at;
      while (end < bytes.size() && base64_value(bytes[end]) >= 0) ++end;
      if (end - at >= 14) {
        for (std::size_t shift = 0; shift < 4; ++shift) as_text(decoded(bytes.substr(at + shift, end - at - shift)), "base64");
      }
      at = end + 1;
    }
  }
  static std::string decoded(std::string_view run) {
    std::string text;
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
      bits = bits << 6 | static_cast<std::uint32_t>(base64_value(run[i]));
      if (i % 4 != 3) continue;
      for (const int shift : {16, 8, 0}) text += static_cast<char>(bits >> shift & 255U);
      bits = 0;
    }
    // The last, unfinished group.
    for (std::size_t left = run.size() % 4, bit = 6 * left; bit >= 8; bit -= 8) text += static_cast<char>(bits >> (bit - 8) & 255U);
    return text;
  }

  void as_integers(std::string_view bytes) {
    for (std::size_t at = 0; at + 5 <= bytes.size(); ++at) {
      std::uint64_t big = 0;
      for (std::size_t i = 0; i < 8 && at + i < bytes.size(); ++i) {
        big = big << 8 | static_cast<unsigned char>(bytes[at + i]);
        if (i >= 4 && big > 1'000'000'000 && integers_.contains(big)) found_.insert("integer");
      }
      std::uint64_t little = 0;
      for (std::size_t i = 0; i < 8 && at + i < bytes.size(); ++i)
        little |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
      if (integers_.contains(little)) found_.insert("integer");
    }
  }

  std::unordered_set<std::string> whole_, pieces_, names_;
  std::unordered_set<std::uint64_t> integers_;
  std::unordered_multimap<std::string, std::string> tails_;
  std::set<std::string> found_;
};

}  // namespace unionhall::test
