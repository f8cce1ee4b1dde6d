#pragma once
// Which union a row means: its credit code, else its name, else 填表单位 of the form, else the import's own. It must lie
// in the import's subtree; what lies outside is not found. 工作单位 is never a union. Private to this room.
#include <map>
#include <mutex>
#include <string>

#include "hall/imports/imports.h"

namespace unionhall::roster {

/// One import's threads share it: a chunk is looked at again while the next slice is examined.
class UnionFinder {
 public:
  UnionFinder(Hall& hall, const imports::Task& task) : hall_(hall), task_(task) {}

  enum class Wrong { not_found, ambiguous };
  struct Found {
    OrgId org;
    std::optional<Wrong> wrong;
    std::string nearest;  // a name like the one that was not found
  };
  /// By what the row says, in this order; "" where it says nothing.
  Found of(const std::string& code, const std::string& name);

  /// What was found before counts no more.
  void forget();

  /// The name of a union, for a message.
  std::string name_of(OrgId org);

 private:
  Found by_code(const std::string& code);
  Found by_name(const std::string& name);
  Found by_form();
  Found look_up_name(const std::string& name);

  std::mutex one_at_a_time_;
  Hall& hall_;
  const imports::Task& task_;
  std::map<std::string, Found> by_code_, by_name_;
  std::map<OrgId, std::string> names_;
  std::optional<Found> by_form_;
  int nearest_sought_ = 0;
};

}  // namespace unionhall::roster
