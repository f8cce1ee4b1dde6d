#pragma once
#include "app/front.h"
#include "app/hall_server.h"
#include "support/hall.h"

namespace unionhall::test {

/// Every room of the program on a hall of the tests.
struct WholeHall : Hall {
  explicit WholeHall(db::Engine engine = db::Engine::sqlite)
      : Hall(engine), front{.hall = hall(), .city_division = "610400", .metrics_from = {}} {
    app::offer_rooms();
    app::mount_visitor(application.router, front);
    app::mount_running(application.router, front);
    app::mount_rooms(application.router, hall());
  }
  app::Front front;
};

}  // namespace unionhall::test
