#pragma once
// What an officer asked for, read out of a request's form. Private to this room.
#include <map>

#include "base/id_document.h"
#include "base/names.h"
#include "hall/members/members.h"

namespace unionhall::members {

/// Filters as they came. Who has the document or the phone is asked from the database later.
struct Asked {
  OrgId org;
  Search search;  // without scope and people
  std::vector<people::DocumentKey> documents;
  std::vector<people::PhoneKey> phones;
  bool by_document = false, by_phone = false;
  bool either = false;  // one number that may be a document or a phone

  /// By a whole document or phone, which has a quota.
  bool exact() const { return by_document || by_phone; }
  /// What was asked for, without any value: "words status=ended".
  std::string spoken() const;
};

/// Reads the filters; mistakes are the form's faults.
Asked read_filters(http::Form& form, const Hall& hall);

/// What somebody typed into the one box: words of a name, or a whole ID number or phone.
struct Typed {
  std::string words;
  std::vector<people::DocumentKey> documents;
  std::vector<people::PhoneKey> phones;
  std::string fault;  // a form code, where it is none of these
};
Typed guess(std::string_view typed, const Hall& hall);

/// The months of birth of an age band on `today`: a person's age is the difference of the years, as in the figures.
/// False when there is no such band.
bool set_age(Search& search, std::string_view band, Date today);
/// The rows that a figure counts; false when it counts no members, or contradicts what is asked already.
bool set_figure(Search& search, std::string_view figure, bool status_given);

/// How many there are, where figures know it.
std::optional<std::int64_t> total_of(const Search& search, const std::map<std::string, std::int64_t>& figures);

// For an export that waits.
std::string to_text(const Search& search);
Search search_of(std::string_view text);

}  // namespace unionhall::members
