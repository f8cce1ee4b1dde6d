#pragma once
// How a person or the system asks the program to end: Ctrl-C, SIGTERM. Asked once it ends in good order, asked twice at once.
namespace unionhall::app {

/// From here on. Before any thread is started.
void watch_for_stop();
bool stop_wanted();
/// Sleeps until it is.
void wait_for_stop();

}  // namespace unionhall::app
