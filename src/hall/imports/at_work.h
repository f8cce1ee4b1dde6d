#pragma once
// One process works on an import at a time. The lease keeps two from doing the same work; that nothing is done twice
// does not rest on it: each write repeats where it goes on. Private to this room.
#include <chrono>

#include "hall/imports/imports.h"

namespace unionhall::imports {

class AtWork {
 public:
  /// Takes the import. Where a process was killed, its lease ends within seconds: that is waited for. Nothing when
  /// another one is alive.
  static std::optional<AtWork> on(Hall& hall, ImportId id, const Watch& watch);
  ~AtWork();
  AtWork(AtWork&& other) noexcept;
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;
  AtWork& operator=(AtWork&&) = delete;

  /// Tells whoever watches, also those who look at the import from elsewhere. False: stop, since the watch said so or
  /// the import is another's now.
  bool come_to(const Progress& progress);

 private:
  AtWork(Hall& hall, ImportId id, const Watch& watch);
  bool take();

  Hall* hall_;
  ImportId id_;
  const Watch* watch_;
  std::string holder_;
  Instant began_;
  std::chrono::steady_clock::time_point shown_{}, renewed_{};
};

/// How an import goes over into writing, and into undoing; the caller saves it.
void begin_writing(Import& import, Hall& hall);
void begin_undoing(Import& import, Hall& hall);
bool may_be_undone(const Import& import, const Hall& hall);

}  // namespace unionhall::imports
