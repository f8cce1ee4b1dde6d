#pragma once
// One hall being served: every room mounted, the rounds running, the doors open. Several may serve one PostgreSQL database.
#include <memory>

#include "app/front.h"
#include "app/settings.h"
#include "app/site.h"
#include "geo/geo.h"
#include "hall/rounds/rounds.h"
#include "hall/texts/texts.h"

namespace unionhall::app {

/// The routes of every room.
void mount_rooms(http::Router& route, Hall& hall);

/// What rooms hand to each other: recounts of figures, kinds of imports. Safe to repeat.
void offer_rooms();

/// What a broken machine means to the caller: a database that is away is 503, and a repeat is safe.
std::optional<Problem> explain(const std::exception& failure);

/// The background work of a hall, each round by one process at a time: figures, the audit chain, texts, what is to be
/// forgotten.
void add_rounds(rounds::Rounds& rounds, Hall& hall, texts::Gateway& gateway, RoundCounts& counts, std::chrono::days ended_records);

class HallServer {
 public:
  /// Binds, but does not answer yet.
  HallServer(const Settings& settings, Site& site, const geo::Outlines& outlines);
  ~HallServer();

  void start();
  /// Answers what is in flight and ends the rounds.
  void stop();
  std::uint16_t port() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall::app
