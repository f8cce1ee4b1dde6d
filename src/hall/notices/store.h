#pragma once
#include <boost/describe.hpp>

#include "hall/notices/notices.h"

namespace unionhall::notices::store {

struct Row {
  NoticeId id;
  AccountId account;
  std::optional<OrgId> org;
  std::string key, params_sealed;
  std::optional<std::int64_t> case_id;
  Instant at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, account, org, key, params_sealed, case_id, at, read_at))

void add(db::Session& db, std::int64_t region, const Row& notice);

/// Whose notices: her own, and those of the union that she acts for now (0: none).
struct Reader {
  AccountId account;
  OrgId acts_for;
};
/// Newest first, older than `before`.
std::vector<Row> page(db::Session& db, const Reader& reader, NoticeId before, int limit);
/// Counted no further than `most`.
std::int64_t unread(db::Session& db, const Reader& reader, int most);
/// At most 500; how many.
std::int64_t mark_read(db::Session& db, const Reader& reader, NoticeId up_to, Instant now);

struct Chosen {
  bool texts = true, digest_text = false;
};
BOOST_DESCRIBE_STRUCT(Chosen, (), (texts, digest_text))
Chosen chosen(db::Session& db, AccountId account);
void choose(db::Session& db, AccountId account, const Chosen& chosen);

/// False when she had a text for this event.
bool claim_text(db::Session& db, AccountId account, std::int64_t event, Instant now);

struct Progress {
  AccountId after;
  bool done = false;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (after, done))
std::optional<Progress> digest_progress(db::Session& db, Date day);
/// False when another process has gone on from `before`.
bool advance_digest(db::Session& db, Date day, AccountId before, const Progress& now);

}  // namespace unionhall::notices::store
