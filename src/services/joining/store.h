#pragma once
// SQL of joining. Private to this folder.
#include "hall/people/people.h"
#include "services/joining/joining.h"

namespace unionhall::joining::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Application& form, Instant now);
/// What she wrote is something else now; by which code she came stays.
void correct(db::Session& db, cases::CaseId id, const Application& form);
std::optional<Application> find(db::Session& db, cases::CaseId id);
void set_member(db::Session& db, cases::CaseId id, MemberId member);

/// False when the document has an open application.
bool claim(db::Session& db, const people::DocumentKey& key, cases::CaseId id);
std::optional<cases::CaseId> claimed_by(db::Session& db, const people::DocumentKey& key);
void give_claim_back(db::Session& db, cases::CaseId id);

/// False when the code is taken.
bool insert_channel(db::Session& db, std::int64_t region, const Channel& channel, AccountId by, Instant now);
std::optional<Channel> find_channel(db::Session& db, std::string_view code);
std::optional<Channel> find_channel(db::Session& db, ChannelId id);
bool close_channel(db::Session& db, ChannelId id, Instant now);

/// A channel with how many came by it, and how many of them were admitted.
struct Counted {
  Channel channel;
  std::string org_name;
  std::int64_t came = 0, admitted = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (channel, org_name, came, admitted))
/// Of the unions in the subtree at `path`, the newest first.
std::vector<Counted> channels(db::Session& db, std::string_view path, ChannelId before, int limit);

/// Those in use, in tree order, each with its union's name.
struct Shown {
  Channel channel;
  std::string union_name;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (channel, union_name))
std::vector<Shown> open_channels(db::Session& db, std::string_view path, int limit);

Ways ways_of(db::Session& db, OrgId org);
void set_ways(db::Session& db, OrgId org, const Ways& ways, AccountId by, Instant now);

/// Active unions of these levels whose division begins with the six digits (or whatever is given), with what they take.
struct Place {
  OrgId id;
  std::string path, name, level, takes;
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, path, name, level, takes))
std::vector<Place> taking(db::Session& db, const Where& where, std::string_view category, int limit);
std::vector<Place> of_levels(db::Session& db, std::string_view division, const db::Words& levels, int limit);
/// Those of these levels at this path and below, in tree order.
std::vector<Place> below(db::Session& db, std::string_view path, const db::Words& levels, int limit);
std::optional<Place> root(db::Session& db);

}  // namespace unionhall::joining::store
