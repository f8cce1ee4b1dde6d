#pragma once
// SQL of mailings and their links. Private to this folder.
#include <map>

#include "services/verification/mailings.h"

namespace unionhall::verification::mailings::store {

void add(db::Session& db, std::int64_t region, const Mailing& mailing);
std::optional<Mailing> find(db::Session& db, MailingId id);
/// The oldest in this state.
std::optional<Mailing> oldest(db::Session& db, State state);
std::vector<Mailing> all_sending(db::Session& db);
/// Whether one of this union itself is not over.
std::optional<Instant> open_under(db::Session& db, int key_no, Instant now);
bool at_work(db::Session& db, OrgId org);

struct Listed {
  Mailing mailing;
  std::string org_name, by_name;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (mailing, org_name, by_name))
/// Of a subtree, newest first, before this one.
std::vector<Listed> of_subtree(db::Session& db, std::string_view path, MailingId before, int limit);
std::optional<Listed> listed(db::Session& db, MailingId id);

/// Writes it over what was read; false when somebody changed it meanwhile, or has come further with it.
bool change(db::Session& db, const Mailing& before, const Mailing& after);

// ── Links ──

/// Living members without a verified record, in tree order.
struct Candidate {
  std::string org_path, name_key;
  MemberId member;
  OrgId org;
  bool has_phone = false;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (org_path, name_key, member, org, has_phone))
std::vector<Candidate> candidates(db::Session& db, std::int64_t region, std::string_view path, const Mailing& after, int limit);

std::int64_t last_serial(db::Session& db);
/// Links from this serial on, one for each of these.
void add_links(db::Session& db, std::int64_t region, MailingId mailing, std::int64_t first_serial,
               const std::vector<std::pair<MemberId, OrgId>>& members);

/// A link that is to be sent, with what decides whether it is.
struct Waiting {
  std::int64_t serial = 0;
  MemberId member;
  OrgId org;
  PersonId person;
  std::string name;
  members::Status status = members::Status::active;
  std::string verified_method;
  std::optional<std::string> phone_sealed;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (serial, member, org, person, name, status, verified_method, phone_sealed))
std::vector<Waiting> waiting(db::Session& db, std::int64_t from_serial, std::int64_t to_serial);

std::optional<links::Link> find_link(db::Session& db, std::int64_t serial);

/// A link, what decides whether it opens anything, and the membership that it leads to.
struct Lead {
  links::Link link;
  State mailing = State::preparing;
  std::int64_t key_no = 0;
  Instant expires_at;
  members::Member member;
};
BOOST_DESCRIBE_STRUCT(Lead, (), (link, mailing, key_no, expires_at, member))
std::optional<Lead> find_lead(db::Session& db, std::int64_t serial);
/// False where it is no longer in the state `from`.
bool move_link(db::Session& db, std::int64_t serial, links::State from, links::State to, Instant now);
void move_links(db::Session& db, const std::vector<std::int64_t>& serials, links::State to, Instant now);
void count_try(db::Session& db, std::int64_t serial);

// ── Results ──

/// Adds to what came of it in some unions.
void count(db::Session& db, std::int64_t region, MailingId mailing, const std::map<OrgId, Counts>& by_org);
/// Of the whole subtree at `path`.
Counts counts(db::Session& db, MailingId mailing, std::string_view path);

struct OfChild {
  OrgId org;
  std::string name;
  Counts counts;
  bool has_below = false;
};
BOOST_DESCRIBE_STRUCT(OfChild, (), (org, name, counts, has_below))
/// Of each union right below, with its subtree, in tree order; without those where nothing was prepared.
std::vector<OfChild> of_children(db::Session& db, MailingId mailing, OrgId parent, std::string_view path);
Counts own(db::Session& db, MailingId mailing, OrgId org);

}  // namespace unionhall::verification::mailings::store
