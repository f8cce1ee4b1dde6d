#pragma once
// The routes of this room, by what they are about; mounted together. Private to this room.
#include "hall/access/own_data.h"
#include "hall/members/search.h"
#include "hall/members/store.h"

namespace unionhall::members {

void mount_lists(http::Router& route, Hall& hall);
void mount_records(http::Router& route, Hall& hall);
void mount_reveals(http::Router& route, Hall& hall);
void mount_exports(http::Router& route, Hall& hall);
void mount_suggestions(http::Router& route, Hall& hall);
void mount_reach(http::Router& route, Hall& hall);
void mount_me(http::Router& route, Hall& hall);
void mount_cards(http::Router& route, Hall& hall);
/// Empties what this room and hall/people keep of her (access/own_data.h).
void erase(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant now);
void add_words();

http::Response refused(Refusal why, const http::Request& request, TextParams params = {}, int retry_after_s = 0);

/// The member whom the caller's role reaches; else Refused 404.
store::Record require_record(db::Session& db, const access::Actor& actor, MemberId id);
/// The union of a search and who has the documents and phones that it names. Refused 404 outside the caller's reach.
store::Scope resolve(db::Session& db, const access::Actor& actor, Asked& asked);
/// Counts an exact look-up against the officer's quota, and records that somebody was looked for; committed before
/// anything is answered. Refused 429 when the quota is spent.
void record_search(Hall& hall, const http::Request& request, const Asked& asked, std::string_view what);

}  // namespace unionhall::members
