#pragma once
// Text messages (短信): an outbox in the database, and the gateways that it is emptied into. A text is a row of the
// caller's transaction; a round sends it, so that a commit that fails sends nothing. In a demo hall no text ever leaves
// the machine, whatever the settings say.
//
//   waiting ──► sent
//      └─────► failed    after five tries, or when it is older than its use
//
// Once a text is sent or failed, its row no longer holds number or words.
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/phone.h"
#include "hall/hall.h"

namespace unionhall::texts {

using TextId = Id<struct Text>;

struct NewText {
  Phone to;
  std::string template_word;  // "sign_in_code"
  std::map<std::string, std::string> params;
};

/// Puts a text into the outbox, sealed, in the caller's transaction.
TextId add(db::Session& db, Hall& hall, const NewText& text, Instant now);

/// Where texts go.
class Gateway {
 public:
  virtual ~Gateway() = default;
  struct Outgoing {
    TextId id;  // the gateway's key too: asked for by it after a kill
    std::string to, template_word;
    std::map<std::string, std::string> params;
    Instant made_at;
  };
  /// Throws when the gateway did not take it; what it throws says why without any value of the text.
  virtual void send(const Outgoing& text) = 0;
};

struct Settings {
  std::string provider = "file";  // file, http, aliyun
  std::filesystem::path file;     // file: JSON lines {at, to, template, params}
  std::string url, body;          // http: templates with {to}, {template}, {params}, {id}, percent- or JSON-encoded
  std::string aliyun_key_id, aliyun_key_secret, aliyun_sign_name;
  std::map<std::string, std::string> aliyun_templates;  // our word → theirs
  std::string aliyun_endpoint = "https://dysmsapi.aliyuncs.com";
};
/// A demo hall gets the file gateway, whatever the settings say. Throws std::runtime_error with a plain reason when
/// the settings lack something.
std::unique_ptr<Gateway> open_gateway(const Settings& settings, bool demo);

/// Sends what waits, oldest first, at most `most`; how many were sent. A sign-in code older than five minutes is dropped.
int send_waiting(Hall& hall, Gateway& gateway, int most);

/// Deletes what was sent or failed more than 30 days ago, at most 500; how many.
std::int64_t forget_old(db::Session& db, Instant now);

}  // namespace unionhall::texts
