#include <malloc.h>

#include "app/command_line.h"

int main(int argc, char** argv) {
  // One heap for all threads: with one for each, an import at the desk left 500 MB behind in theirs, now 200.
  mallopt(M_ARENA_MAX, 1);
  return unionhall::app::run(argc, argv);
}
