#pragma once
// Joining (入会). Somebody asks a union to take her in: by a code on a wall, a link, or a search. She writes her name and
// her document's number; her phone is the one that she signed in with, her sex and birth stand in the document.
//
//   checking ──► granted          the union admits her: a membership, a number, a card; or at once, where the union takes
//      │                          her group in first and completes her record later (先入会、再完善)
//      ├───────► returned         something is to be put right; she corrects it and sends it again
//      ├───────► refused          with a reason; she accepts, or objects
//      │            └──► objected   the union above decides
//      └───────► withdrawn
//
// Nobody registers twice: a document that is on record leads to verifying that record, a living membership to a transfer,
// an open application to itself. Source: 中国工会章程 Art. 1–2 (who may join; the base committee admits), 工会会员会籍管理办法
// (2016) Art. 3–5 (one joining; the internet counts). No rule says how many days a union has: a setting (case-days).
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id_document.h"
#include "geo/geo.h"
#include "hall/cases/cases.h"
#include "hall/people/people.h"

namespace unionhall::joining {

using ChannelId = Id<struct ChannelTag>;

constexpr int working_age = 16;  // 劳动法 (2018) Art. 15

/// Where the codes are.
enum class ChannelKind { union_hall, station, village, town, field_worker };
BOOST_DESCRIBE_ENUM(ChannelKind, union_hall, station, village, town, field_worker)

/// A code to join by, and whom it leads to.
struct Channel {
  ChannelId id;
  std::string code;  // "8K3T-92QF"
  ChannelKind kind = ChannelKind::union_hall;
  std::string name;
  OrgId org;
  std::string category;  // of whoever comes by it; empty: asked
  std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(Channel, (), (id, code, kind, name, org, category, closed_at))

/// Writes it down, in the caller's transaction, under a new id where it has none. False: the code is taken, draw another.
bool add_channel(db::Session& db, Hall& hall, Channel channel, AccountId by, Instant now);
/// Whoever has its code comes to nothing from now on.
void close_channel(db::Session& db, std::string_view code, Instant now);

/// How a union takes people in: which groups it is there for, and which it admits at once.
struct Ways {
  std::vector<std::string> takes, automatic;
};

/// What somebody wrote.
struct Application {
  std::string name;
  IdType id_type = IdType::resident_id;
  std::string id_sealed, phone_sealed;  // in joining_forms, under the case's id
  people::Sex sex = people::Sex::unknown;
  std::int64_t birth_month = 0;
  std::string category, employer;
  std::optional<ChannelId> channel;
  std::optional<MemberId> member;
};
BOOST_DESCRIBE_STRUCT(Application, (), (name, id_type, id_sealed, phone_sealed, sex, birth_month, category, employer, channel, member))

enum class Refusal {
  already_collected,    // her document is on record: she verifies that record
  member_here,          // of this union already
  member_elsewhere,     // a living membership: she transfers
  applies_already,      // an open application of hers
  consent_missing,      // to the notice, or to the use of the ID number
  collected_meanwhile,  // her document came on record while she waited
  union_dissolved,
  no_place_outside,  // nowhere outside the org that is to know nothing
  tried_too_often,
};

/// The table of this kind of case.
const cases::Rules& rules();

/// Where somebody works or lives: a division of six digits, or a county that she chose by its union.
struct Where {
  std::string division;     // empty: in none that is known
  std::string county_path;  // of the union of the county that she chose; empty: she chose none
};

/// Unions that take somebody of this group in, there, the first the best: the union of the platform or
/// company, the trade's federation, the park's, the street's or town's, the village's, the county's, the city's.
/// Source: 总工办发〔2022〕19号 (重点建、行业建、兜底建).
struct Offer {
  OrgId org;
  std::string name, level, why;
};
/// At most `limit`, and the county's and the city's.
std::vector<Offer> offers(db::Session& db, const Where& where, std::string_view category, int limit);

/// By which outlines a place is told to lie in a county. Until then no place is in any.
void counties_are(std::shared_ptr<const geo::Outlines> known);

/// Offers the type to hall/cases and its words.
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::joining
