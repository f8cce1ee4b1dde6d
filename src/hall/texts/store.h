#pragma once
#include "hall/texts/texts.h"

namespace unionhall::texts::store {

struct Waiting {
  TextId id;
  Instant made_at;
  std::string to_sealed, template_word, params_sealed;
  std::int64_t tries = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (id, made_at, to_sealed, template_word, params_sealed, tries))

void add(db::Session& db, std::int64_t region, const Waiting& text);
/// Whose next try has come, oldest first.
std::vector<Waiting> waiting(db::Session& db, Instant now, int most);
/// Before it is sent: a program that is killed while it sends tries again later, not at once.
void count_try(db::Session& db, TextId id, Instant next_try);
/// `state`: sent or failed.
void settle(db::Session& db, TextId id, std::string_view state);

}  // namespace unionhall::texts::store
