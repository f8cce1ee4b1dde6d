// A process that writes, so that a test can run two of them or kill one:
//   db_writer DIR|URL FIRST COUNT urgent|background
// inserts the notes FIRST … FIRST+COUNT−1, each in a write of its own, from four threads, and prints each id once
// its write was answered with success.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "db/database.h"
#include "support/crowd.h"

int main(int, char** words) {
  using namespace unionhall;
  const std::string where = words[1];
  db::Settings settings;
  if (where.starts_with("postgresql:"))
    settings.url = where;
  else
    settings.data = where;
  const long first = std::atol(words[2]), count = std::atol(words[3]);
  const bool background = std::string(words[4]) == "background";

  const auto database = db::Database::open(settings);
  constexpr int threads = 4;
  test::crowd(threads, [&](int number) {
    for (long id = first + number; id < first + count; id += threads) {
      const auto insert = [&](db::Session& s) { s.exec("INSERT INTO notes (id) VALUES (:id)", id); };
      background ? database->write_in_background(insert) : database->write(insert);
      std::printf("%ld\n", id);
      std::fflush(stdout);
    }
  });
}
