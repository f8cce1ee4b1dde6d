#pragma once
// She asks that what the union keeps about her is erased (删除个人信息) and her account closed (注销账号). Whoever is a member leaves
// first, and what is open is brought to its end first: nothing that others wait for is cut off.
//
//   checking ──► waiting ──► erased      a week in which she may think again; then nothing tells who she was
//      │            └──────► withdrawn
//      ├───────► refused     with a reason, such as a duty to keep it; she may object to the union above
//      └───────► withdrawn
//
// What stays are rows without a name: that there was a membership, and when, for what was counted; who looked and decided, by id. An
// erased record is found by no document and no phone, so that she could join again as somebody new.
// Sources: PIPL Art. 47 (erase when consent is withdrawn or the purpose has ended; where a law's term runs, stop all other use), Art. 50
// (a way to ask, and reasons for a no); 网络数据安全管理条例 Art. 24 (erase or anonymise once an account is closed). The days are settings.
#include "hall/cases/cases.h"

namespace unionhall::erasure {

enum class Refusal {
  member_still,   // she leaves first
  officer_still,  // she works for a union
  cases_open,     // something that she asked is open
  asked_already,
};
Problem problem_for(Refusal refusal);

const cases::Rules& rules();

/// Erases whoever has had no living membership for so many days, as if she had asked for it, unless she works for a union, has
/// something open or is signed in. How many. Source: PIPL Art. 19, 47: the purpose has ended; how long after is a setting.
int forget_ended(Hall& hall, std::chrono::days after);

/// Offers the type to hall/cases and its words.
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::erasure
