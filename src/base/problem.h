#pragma once
// Why a request is answered with no. Carried as a value to the edge, where it becomes RFC 9457 problem
// details in the caller's language: the words stand in the texts under `key`, never in the code.
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace unionhall {

using TextParams = std::map<std::string, std::string>;  // fills {name} in a text

/// One faulty field. `pointer` is a JSON pointer into the body ("/phone"), `code` a stable word.
struct FieldError {
  std::string pointer;
  std::string code;
  TextParams params = {};
};

struct Problem {
  int status = 500;
  std::string key;  // stable, for programs: "stations.already_reported"
  TextParams params = {};
  std::vector<FieldError> errors = {};
  int retry_after_s = 0;  // > 0 adds Retry-After
};

/// Leaves a handler at once with `problem`. Only for what every route shares (a spent idempotency key, an
/// unreadable cursor); a rule of the business is a Refusal.
class Refused : public std::runtime_error {
 public:
  explicit Refused(Problem why) : std::runtime_error(why.key), problem(std::move(why)) {}
  Problem problem;
};

}  // namespace unionhall
