#pragma once
// An officer with her phone and her authenticator, and what she is told of her session.
#include "support/door.h"

namespace unionhall::test {

class SecuredOfficer : public Door {
 protected:
  const std::string phone = "12600000001", guardian_phone = "12600000002";
  accounts::Appointed qin = appointed("秦小安", phone, access::RoleWord::officer, hall.qindu);
  std::string token = sign_in(phone);
  OfficerSecurity& rules = hall.hall().settings.officers;

  bool in_force(const std::string& device) { return with(device).get("/api/v1/me").at("/officer/active").as_bool(); }
  std::string told(const std::string& what) { return with(token).get("/api/v1/me").text("/officer/" + what); }
  /// The next code that the authenticator shows.
  std::string next_totp() {
    pass(std::chrono::seconds{60});
    return totp(token);
  }
  Reply begin(const std::string& device, http::json::object shown) {
    shown["role"] = qin.role.text();
    return with(device).post("/api/v1/officer-session", std::move(shown));
  }
};

}  // namespace unionhall::test
