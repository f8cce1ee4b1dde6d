#pragma once
// Draws that are the same on every machine: the distributions of the standard library may change with it. Private to
// this room.
#include <cstdint>
#include <span>
#include <string_view>

namespace unionhall::demo {

class Dice {
 public:
  /// Dice of one purpose: what one thing draws does not move what another draws.
  Dice(std::uint64_t seed, std::string_view purpose, std::uint64_t number = 0) : state_(seed) {
    for (const char c : purpose) state_ = mixed(state_ ^ static_cast<unsigned char>(c));
    state_ = mixed(state_ ^ number);
  }

  /// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
  std::uint64_t next() { return mixed(state_ += 0x9E3779B97F4A7C15u); }

  /// 0 … n−1; n is at most 2^32.
  std::uint64_t below(std::uint64_t n) { return ((next() >> 32) * n) >> 32; }
  /// from … to, both included.
  int between(int from, int to) { return from + static_cast<int>(below(static_cast<std::uint64_t>(to - from) + 1)); }
  bool chance(int of_a_thousand) { return below(1000) < static_cast<std::uint64_t>(of_a_thousand); }

  template <class T>
  const T& pick(std::span<const T> choices) {
    return choices[below(choices.size())];
  }
  template <class T, std::size_t n>
  const T& pick(const T (&choices)[n]) {
    return choices[below(n)];
  }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

/// One of several things, each as likely as its weight says.
struct Weighted {
  std::string_view what;
  int weight;
};

template <std::size_t n>
std::string_view draw(Dice& dice, const Weighted (&choices)[n]) {
  std::uint64_t sum = 0;
  for (const auto& choice : choices) sum += static_cast<std::uint64_t>(choice.weight);
  auto left = dice.below(sum);
  for (const auto& choice : choices) {
    if (left < static_cast<std::uint64_t>(choice.weight)) return choice.what;
    left -= static_cast<std::uint64_t>(choice.weight);
  }
  return choices[n - 1].what;
}

}  // namespace unionhall::demo
