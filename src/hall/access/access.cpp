#include "hall/access/access.h"

#include <algorithm>

namespace unionhall::access {
namespace {

const Actor* actor_or_nobody(const http::Request& request) {
  return static_cast<const Actor*>(static_cast<const Principal*>(request.principal.get()));
}

/// A need that only an officer's session in a fitting role meets.
template <class Fits>
http::Guard in_force(std::string need, Fits fits) {
  return {std::move(need), [fits](const http::Request& request) -> std::optional<Problem> {
            const auto* actor = actor_or_nobody(request);
            if (!actor) return Problem{401, "access.not_signed_in"};
            if (actor->in_force) {
              if (fits(actor->in_force->word)) return std::nullopt;
            } else if (std::ranges::any_of(actor->holds, fits)) {
              return Problem{403, "access.second_factor_needed"};
            }
            return Problem{403, "access.not_in_this_role"};
          }};
}

http::Guard one_of(std::string need, std::vector<RoleWord> words) {
  return in_force(std::move(need), [words = std::move(words)](RoleWord word) { return std::ranges::find(words, word) != words.end(); });
}

}  // namespace

bool administers(RoleWord word) {
  return word == RoleWord::system_administrator || word == RoleWord::security_administrator || word == RoleWord::audit_administrator;
}

bool works(RoleWord word) { return word != RoleWord::member && word != RoleWord::employer_contact && !administers(word); }

bool decides(RoleWord word) {
  return word == RoleWord::officer || word == RoleWord::registrar || word == RoleWord::chair || word == RoleWord::hotline_seat;
}

std::string_view desk_of(const Role& role) { return role.word == RoleWord::hotline_seat ? "hotline" : std::string_view(role.desk); }

const http::Guard anyone{"anyone", [](const http::Request&) { return std::nullopt; }};

const http::Guard signed_in{"signed_in", [](const http::Request& request) -> std::optional<Problem> {
                              if (!request.principal) return Problem{401, "access.not_signed_in"};
                              return std::nullopt;
                            }};

const http::Guard officer = in_force("officer", works);
const http::Guard clerk = one_of("clerk", {RoleWord::officer, RoleWord::registrar, RoleWord::chair});
const http::Guard appointer = one_of("appointer", {RoleWord::officer, RoleWord::chair, RoleWord::security_administrator});
const http::Guard officer_or_security_administrator =
    in_force("officer, security_administrator", [](RoleWord word) { return works(word) || word == RoleWord::security_administrator; });

http::Guard role(std::initializer_list<RoleWord> words) {
  std::string need;
  for (const auto word : words) {
    if (!need.empty()) need += ", ";
    need += db::word(word);
  }
  return one_of(std::move(need), words);
}

const Actor& actor(const http::Request& request) {
  const auto* actor = actor_or_nobody(request);
  if (!actor) throw std::logic_error("a route that anyone may call asks who is calling");
  return *actor;
}

std::string require_reach(db::Session& db, const Actor& actor, OrgId org) {
  auto path = db.first<std::string>("SELECT path FROM orgs WHERE id = :id", org);
  if (!path || !actor.reaches(*path)) throw Refused({404, "http.not_found"});
  return *std::move(path);
}

void add_words() {
  http::Texts::global().add({
      {"access.not_signed_in", "请先登录。登录以后回到这一页", "Sign in first, then come back to this page"},
      {"access.second_factor_needed", "请输入动态码，以工会干部身份继续", "Enter the code of your authenticator to go on as an officer"},
      {"access.not_in_this_role", "这一页由别的岗位办理。您有那个岗位的话，请切换后再打开",
       "This is done in another role. If you hold it, switch to it and open the page again"},
      {"access.links_tried_too_often", "试的次数太多了，{minutes} 分钟后再试", "Too many tries. Try again in {minutes} min"},
  });
}

}  // namespace unionhall::access
