#pragma once
// Codes, sessions and the second factor. Private to this room.
#include <chrono>

#include "hall/accounts/accounts.h"
#include "hall/accounts/proof.h"

namespace unionhall::accounts {

using namespace std::chrono_literals;

constexpr auto code_good_for = 5min;
constexpr int code_tries_max = 5;
constexpr auto session_good_for = std::chrono::days(30);
constexpr auto number_rests_for = std::chrono::days(90);  // docs/decisions/0003

constexpr std::string_view cookie_name = "unionhall_session";

/// The row that it got.
std::int64_t add_phone(db::Session& db, Hall& hall, AccountId account, const Phone& phone, Instant now);
/// Under every key, as during a rotation.
std::vector<std::string> all_digests_of(const Hall& hall, const Phone& phone);
crypto::Place phone_place(std::int64_t phone);
crypto::Place secret_place(AccountId account);

/// What a token is kept as.
std::string digest_of_token(std::string_view token);
/// "Chrome · Windows": enough to know one's own devices by.
std::string device_of(std::string_view user_agent);

struct CodeSent {
  bool sent = false;
  std::string code;        // for a demo hall to show
  bool from_here = false;  // refused for its address, not for its phone
  int again_in_s = 0;
};
/// The same for a phone that we know and one that we do not. The try is counted whatever comes of it.
CodeSent send_code(Hall& hall, const Phone& phone, std::string_view address);

enum class Means { cookie, bearer };
BOOST_DESCRIBE_ENUM(Means, cookie, bearer)

struct SignIn {
  Phone phone;
  std::string code;
  std::optional<AccountId> account;  // which of those that share the phone
  Means means = Means::cookie;
  std::string device, address, request;
};
struct Choice {
  AccountId account;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (account, name))

struct SignInOutcome {
  enum class What { signed_in, choose, wrong, expired, spent, too_often, not_on_phone, closed };
  BOOST_DESCRIBE_NESTED_ENUM(What, signed_in, choose, wrong, expired, spent, too_often, not_on_phone, closed)
  What what = What::expired;
  Choice who = {};  // signed in
  std::string token = {};
  std::vector<Choice> choices = {};
  int tries_left = 0;
  int retry_after_s = 0;
};
/// Always committed, also when refused: a wrong try counts.
SignInOutcome sign_in(Hall& hall, const SignIn& wanted);

/// Puts a role of hers in force in this session, until then unless she goes on; where she may be at work on so many devices
/// only, the oldest is left. From then on the session goes by `token`, so that whoever knew the one before rises to nothing by it;
/// empty: by the one before.
Result<Instant, Problem> begin_officer_session(Hall& hall, const access::Actor& actor, access::RoleId role, const Shown& shown,
                                               std::string_view token, std::string_view request);

}  // namespace unionhall::accounts
