#pragma once
// A federation drawn at random, for proofs about who may see whom: a tree of unions that moves, officers of every word and desk,
// members active, ended, moved and hidden, cases about them. Everything is known twice: in the database, where the program reads
// it, and here as bare facts, where a union knows its parent and nothing else.
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "hall/cases/cases.h"
#include "hall/members/members.h"
#include "support/hall.h"

namespace unionhall::test {

class World {
 public:
  /// A role as it was given. A union is named by its place in `unions`.
  struct Role {
    access::RoleId id;
    AccountId account;
    access::RoleWord word = access::RoleWord::member;
    int org = 0;
    std::string desk;
    Instant since;
    std::optional<Instant> until;    // ended by somebody
    std::optional<Instant> ends_at;  // lent until then
    AccountId by;
    access::RoleId lent_from;
  };
  /// Somebody who signs in, with one of her roles.
  struct Officer {
    AccountId account;
    PersonId person;
    std::size_t role = 0;
    bool on_duty = true;                         // after the second factor
    std::shared_ptr<const access::Actor> actor;  // as the authenticator finds her; made anew by sign_in()
  };
  struct Member {
    MemberId id;
    PersonId person;
    int org = 0;
    int looked_at = 0;  // the union under which the trail has a look at her
    std::optional<int> hidden_from;
    members::Status status = members::Status::active;
    std::string name;
    Instant since;
    std::optional<cases::CaseId> asked;
  };

  World(db::Engine engine, unsigned seed);

  /// Some days pass: unions move, roles are given, lent and ended, members change their union, cases are handed over.
  void go_on();
  /// Every officer signs in again, as her next request would find her.
  void sign_in();

  /// Whether `org` is `top` or stands below it: from parent to parent, one by one.
  bool below(int org, int top) const {
    for (; org >= 0; org = parents[static_cast<std::size_t>(org)]) {
      if (org == top) return true;
    }
    return false;
  }
  /// Whether the role is one that can be acted in now.
  bool lives(const Role& role) const {
    const auto now = hall.clock.now();
    return role.since <= now && !role.until && (!role.ends_at || *role.ends_at > now);
  }

  template <class Of>
  const auto& any(const Of& of) {
    return of[draw(std::size(of))];
  }
  std::size_t draw(std::size_t below_this) { return std::uniform_int_distribution<std::size_t>(0, below_this - 1)(chance_); }
  bool one_in(std::size_t many) { return draw(many) == 0; }

  Hall hall;
  std::vector<Union> unions;  // their paths are those of the first day
  std::vector<int> parents;   // −1: the root
  std::vector<Role> roles;
  std::vector<Officer> officers;
  std::vector<Member> members;

 private:
  void plant();
  void appoint(access::RoleWord word, AccountId account, bool lent);
  void enrol(PersonId person);
  void ask(Member& about);
  void move_one();
  /// Where members are: a hidden membership whose union came below the org that must not know was put elsewhere.
  void find_again();
  PersonId new_person();
  int somewhere() { return static_cast<int>(draw(unions.size())); }

  std::mt19937 chance_;
  SourceId source_;
  int named_ = 0;
};

}  // namespace unionhall::test
