#pragma once
// What becomes of a membership (会籍管理) between joining and its end, transfers aside. Each kind is a case type:
//
//   leaving            退会          by herself alone, at any time; the union announces it, and its silence does not keep her
//   retention          保留会籍      she or her union asks, her union decides: she pays no dues and does not vote
//   return_to_work     恢复会籍      out of retention at the same union; another union is a transfer
//   deemed_withdrawal  视为自动退会  by the base union: six months without dues and part, and education was tried
//   expulsion          开除会籍      by the base union after a criminal judgment; only the union above makes it effective
//   record_end         注销          of who has died or was recorded by mistake; a second officer confirms
//   restoration        恢复          of what was ended by mistake; of the expelled, by the union above
//
// What goes against her (the third to last of these) is told to her first, and she may object: the union above then decides.
// A membership that ends takes along what else was open about it. Sources: 中国工会章程 Art. 6–8; 工会会员会籍管理办法 (2016);
// the days are settings (case-days).
#include "hall/cases/cases.h"
#include "hall/members/members.h"

namespace unionhall::membership {

enum class StartedBy { member, officer };
BOOST_DESCRIBE_ENUM(StartedBy, member, officer)

/// What a case was asked with.
struct Form {
  PersonId person;
  MemberId member;
  StartedBy started_by = StartedBy::member;
  std::string cause;
  std::optional<std::string> words_sealed, judgment_sealed;
  std::optional<Date> unpaid_since, absent_since, effective_on;
};
BOOST_DESCRIBE_STRUCT(Form, (),
                      (person, member, started_by, cause, words_sealed, judgment_sealed, unpaid_since, absent_since, effective_on))

enum class Refusal {
  no_membership,      // nobody of whom this could be asked
  not_from_here,      // her membership stands so that this makes no sense
  asked_already,      // a case of this kind is open about her
  hers_alone,         // nobody leaves for her
  base_union_starts,  // only the union that she belongs to
  changed_meanwhile,  // her membership changed while the case ran
  alive_elsewhere,    // she has a living membership by now
  union_dissolved,
};
Problem problem_for(Refusal refusal);

/// Whether both days are so far back that a withdrawal may be deemed: six months without dues and without taking part.
/// Source: 中国工会章程 Art. 6.
bool long_enough(Date unpaid_since, Date absent_since, Date today);

/// The tables of these kinds of case.
const std::vector<cases::Rules>& all_rules();

/// Offers the types to hall/cases and their words.
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::membership
