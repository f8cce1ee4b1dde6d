#include "services/transfers/notes.h"

#include <algorithm>
#include <map>

#include "base/clock.h"
#include "crypto/rotation.h"
#include "crypto/signatures.h"
#include "hall/orgs/orgs.h"

namespace unionhall::transfers::notes {
namespace {

namespace json = http::json;

constexpr std::string_view kind = "union_transfer_note";

/// The texts of a note by their names, in the order of the names.
std::map<std::string_view, std::string Note::*> fields() {
  return {{"card", &Note::card},
          {"code", &Note::code},
          {"issued_on", &Note::issued_on},
          {"issuer", &Note::issuer},
          {"issuer_name", &Note::issuer_name},
          {"joined_on", &Note::joined_on},
          {"name", &Note::name},
          {"to", &Note::to},
          {"union", &Note::union_name},
          {"union_code", &Note::union_code},
          {"valid_until", &Note::valid_until}};
}

std::vector<Issuer>& known() {
  static std::vector<Issuer> all;
  return all;
}

std::string_view text_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string_view(*text) : std::string_view();
}

/// 1 … 999; 0: none.
int number_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* number = value ? value->if_int64() : nullptr;
  return number && *number >= 1 && *number <= 999 ? static_cast<int>(*number) : 0;
}

/// Short, and without control characters, which could stand in no table.
bool is_line(std::string_view text) {
  return text.size() <= 300 && std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

std::optional<json::value> parsed(std::string_view text) {
  json::error_code failed;
  auto value = json::parse(text, failed);
  return failed ? std::nullopt : std::optional(std::move(value));
}

}  // namespace

std::string spelled(const Note& note) {
  std::map<std::string_view, json::value> in_order;
  in_order["key"] = note.key;
  in_order["kind"] = kind;
  in_order["version"] = 1;
  for (const auto& [name, field] : fields()) in_order[name] = note.*field;
  json::object object;
  for (auto& [name, value] : in_order) object[name] = std::move(value);
  return json::serialize(object);
}

std::string signed_document(const crypto::Keyring& keys, Note note) {
  note.key = crypto::sealing(keys);
  const auto text = spelled(note);
  return "{\"note\":" + text + ",\"signature\":\"" + crypto::sign(keys, note.key, text) + "\"}";
}

std::optional<Received> read(std::string_view document) {
  const auto value = parsed(document);
  const auto* whole = value ? value->if_object() : nullptr;
  const auto* inner = whole ? whole->if_contains("note") : nullptr;
  const auto* object = inner ? inner->if_object() : nullptr;
  if (!object || text_in(*object, "kind") != kind || number_in(*object, "version") != 1) return std::nullopt;

  Received received{.note = {}, .signature = std::string(text_in(*whole, "signature"))};
  for (const auto& [name, field] : fields()) received.note.*field = text_in(*object, name);
  auto& note = received.note;
  note.key = number_in(*object, "key");
  // A field that we do not know would be signed, and we could not say what it means.
  if (object->size() != fields().size() + 3 || note.key == 0 || received.signature.empty()) return std::nullopt;
  for (const auto& [name, field] : fields()) {
    if (!is_line(note.*field)) return std::nullopt;
  }
  for (const auto* needed : {&note.code, &note.issuer, &note.name, &note.union_name}) {
    if (needed->empty()) return std::nullopt;
  }
  for (const auto* day : {&note.joined_on, &note.issued_on, &note.valid_until}) {
    if (!parse_iso_date(*day)) return std::nullopt;
  }
  return received;
}

Verdict judge(const Received& received, const std::vector<Issuer>& issuers) {
  const auto issuer = std::ranges::find(issuers, received.note.issuer, &Issuer::code);
  if (issuer == issuers.end()) return Verdict::unknown_issuer;
  const auto key = std::ranges::find(issuer->keys, received.note.key, &Issuer::Key::number);
  if (key == issuer->keys.end()) return Verdict::unknown_key;
  return crypto::signature_fits(key->public_key, spelled(received.note), received.signature) ? Verdict::genuine : Verdict::tampered;
}

void erase(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant) {
  db.exec("UPDATE transfer_notes SET to_union = '', code = NULL, note_sealed = NULL WHERE id = ANY_OF(:cases)", whose.cases);
  for (const auto id : whose.cases.values) {
    const auto nothing = [&](std::string_view column) { return hall.keys.seal("", {"received_notes", column, id}); };
    db.exec("UPDATE received_notes SET note_sealed = :note, id_sealed = :id_number, phone_sealed = :phone WHERE id = :id",
            nothing("note_sealed"), nothing("id_sealed"), nothing("phone_sealed"), id);
  }
}

Issuer ourselves(db::Session& db, const crypto::Keyring& keys) {
  Issuer us;
  for (const auto& top : orgs::within(db, "", "", 1)) {
    us.code = orgs::find(db, top.id)->code;
    us.name = top.name;
  }
  for (const int number : keys.numbers()) us.keys.push_back({number, crypto::public_key_of(keys, number)});
  return us;
}

Result<std::vector<Issuer>, std::string> read_issuers(std::string_view text) {
  const auto value = parsed(text);
  const auto* list = value ? value->if_array() : nullptr;
  if (!list) return std::unexpected("it is no JSON list");
  std::vector<Issuer> read;
  for (const auto& one : *list) {
    const auto* object = one.if_object();
    Issuer issuer;
    if (object) issuer = {.code = std::string(text_in(*object, "code")), .name = std::string(text_in(*object, "name")), .keys = {}};
    if (issuer.code.empty() || issuer.name.empty()) return std::unexpected("each federation has a code and a name");
    const auto* keys = object->if_contains("keys");
    if (!keys || !keys->is_array() || keys->as_array().empty()) return std::unexpected(issuer.code + " has no keys");
    for (const auto& key : keys->as_array()) {
      const auto* named = key.if_object();
      const int number = named ? number_in(*named, "key") : 0;
      std::string public_key(named ? text_in(*named, "public_key") : "");
      if (number == 0 || !crypto::is_public_key(public_key)) return std::unexpected("a key of " + issuer.code + " is none");
      issuer.keys.push_back({number, std::move(public_key)});
    }
    read.push_back(std::move(issuer));
  }
  return read;
}

void issuers_are(std::vector<Issuer> issuers) { known() = std::move(issuers); }
const std::vector<Issuer>& issuers() { return known(); }

json::object to_json(const Issuer& issuer) {
  json::array keys;
  for (const auto& key : issuer.keys) keys.push_back({{"key", key.number}, {"public_key", key.public_key}});
  return {{"code", issuer.code}, {"name", issuer.name}, {"keys", std::move(keys)}};
}

}  // namespace unionhall::transfers::notes
