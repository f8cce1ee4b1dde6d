#pragma once
#include "hall/texts/texts.h"

namespace unionhall::texts::store {

struct Waiting {
  TextId id;
  Instant made_at;
  std::string to_sealed, template_word, params_sealed;
  std::int64_t tries = 0;
  bool urgent = false, again = true;
  std::optional<Instant> handed_at;  // and nobody knows whether it was taken
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (id, made_at, to_sealed, template_word, params_sealed, tries, urgent, again, handed_at))

void add(db::Session& db, std::int64_t region, const Waiting& text);
/// Whose next try has come, oldest first.
std::vector<Waiting> waiting(db::Session& db, bool urgent, Instant now, int most);
/// A try begins: a program that is killed within it tries again later, not at once.
void count_try(db::Session& db, TextId id, Instant next_try);
/// The same, and from now on nobody knows whether the gateway took it.
void hand_over(db::Session& db, TextId id, Instant now, Instant next_try);
void mark_not_taken(db::Session& db, TextId id);
/// `state`: sent, failed or unsure.
void settle(db::Session& db, TextId id, std::string_view state);

}  // namespace unionhall::texts::store
