#pragma once
// Transfer notes (转会凭证): what a member takes along who leaves for a union outside this hall, in another city or province. One is a
// small JSON document, in one spelling alone (keys in order, no spaces, UTF-8), signed with SM2 by the federation that issues it;
// printed it is one page with a code that anybody can check.
//
//   {"note": {"card": …, "code": …, "issued_on": …, …}, "signature": "…"}
//
// Federations list each other's public keys in a file (the setting `note-issuers`). What a listed one signed is believed; what
// another signed is for an officer to verify by hand, and the case says so.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hall/access/own_data.h"
#include "hall/hall.h"

namespace unionhall::transfers::notes {

constexpr int valid_days = 90;  // setting of the trade; no national rule was found

/// What a note says. Days are ISO.
struct Note {
  std::string code;                    // "8K3T-92QF-M4XW"
  std::string issuer, issuer_name;     // the federation's code and name
  int key = 1;                         // under which of its keys
  std::string name, card, joined_on;   // whose membership it is
  std::string union_name, union_code;  // the union that lets her go, its credit code where it has one
  std::string to;                      // where she goes, in her own words
  std::string issued_on, valid_until;

  friend bool operator==(const Note&, const Note&) = default;
};

/// A federation whose notes are believed.
struct Issuer {
  std::string code, name;
  struct Key {
    int number = 1;
    std::string public_key;
  };
  std::vector<Key> keys;
};

/// The spelling that is signed.
std::string spelled(const Note& note);
/// The whole document, signed with the hall's newest key.
std::string signed_document(const crypto::Keyring& keys, Note note);

struct Received {
  Note note;
  std::string signature;
};
/// Nothing when it is no such document.
std::optional<Received> read(std::string_view document);

/// unknown_key: the issuer is listed and the key that the note names is not. Either has a new one, or somebody else wrote this.
enum class Verdict { genuine, unknown_issuer, unknown_key, tampered };
BOOST_DESCRIBE_ENUM(Verdict, genuine, unknown_issuer, unknown_key, tampered)
Verdict judge(const Received& received, const std::vector<Issuer>& issuers);

/// Notes that somebody had erased (access/own_data.h); one that was issued is good for nothing any more.
void erase(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant now);

/// Whom we are to others: the union at the top of the tree, and the public keys of this hall, the newest last.
Issuer ourselves(db::Session& db, const crypto::Keyring& keys);

/// Reads [{"code", "name", "keys": [{"key", "public_key"}]}]; in the error, what is wrong with it.
Result<std::vector<Issuer>, std::string> read_issuers(std::string_view text);
/// Who is believed from now on; said once, before the doors open.
void issuers_are(std::vector<Issuer> issuers);
const std::vector<Issuer>& issuers();

http::json::object to_json(const Issuer& issuer);

}  // namespace unionhall::transfers::notes
