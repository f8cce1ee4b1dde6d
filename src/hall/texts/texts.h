#pragma once
// Text messages (短信): an outbox in the database, and the gateways that it is emptied into. A text is a row of the
// caller's transaction; a round sends it, so that a commit that fails sends nothing. In a demo hall no text ever leaves
// the machine, whatever the settings say.
//
//   waiting ──► sent
//      ├─────► failed    after five tries, or when it is older than its use
//      └─────► unsure    nobody can say whether the gateway took it, and a second copy would do harm
//
// That a text is about to be handed over is recorded before it is, with our id as the gateway's. Where the answer to that is
// missing (a kill, a call that broke off), the gateway is asked for this id before anything is sent again.
//
// A text that is not urgent waits for the end of the quiet hours. Once a text is settled, its row no longer holds number or words.
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/phone.h"
#include "hall/hall.h"

namespace unionhall::texts {

using TextId = Id<struct Text>;

/// What may happen to a text of which nobody knows whether it was taken.
enum class Again { never, if_unsure };

struct NewText {
  Phone to;
  std::string template_word;  // "sign_in_code"; one for each language: "cases.approved", "cases.approved.en"
  std::map<std::string, std::string> params;
  bool urgent = false;  // also in the quiet hours, and before all others
  Again again = Again::if_unsure;
};

/// Puts a text into the outbox, sealed, in the caller's transaction.
TextId add(db::Session& db, Hall& hall, const NewText& text, Instant now);

/// Whether only urgent texts are sent at this moment.
bool is_quiet(const QuietHours& hours, Instant at);

/// The gateway certainly did not take a text: it said no, or was never reached.
struct NotTaken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Where texts go.
class Gateway {
 public:
  virtual ~Gateway() = default;
  struct Outgoing {
    TextId id;  // the gateway's key too: asked for by it after a kill
    std::string to, template_word;
    std::map<std::string, std::string> params;
    Instant made_at;
    Instant tried_at = {};  // the last time it was handed over
  };
  /// Throws NotTaken when the gateway did not take it, and anything else when nobody knows; what it throws says why without
  /// any value of the text.
  virtual void send(const Outgoing& text) = 0;

  enum class Taken { yes, no, unknown };
  /// Whether it took the text of this id when it was last handed over. A gateway that cannot be asked does not know.
  virtual Taken was_taken(const Outgoing&) { return Taken::unknown; }
};

struct Settings {
  std::string provider = "file";  // file, http, aliyun
  std::filesystem::path file;     // file: JSON lines {at, to, template, params}
  std::string url, body;          // http: templates with {to}, {template}, {params}, {id}, percent- or JSON-encoded
  std::string query_url;          // http: asked whether {id} was taken: 2xx it was, 404 it was not; empty: nobody knows
  std::string aliyun_key_id, aliyun_key_secret, aliyun_sign_name;
  std::map<std::string, std::string> aliyun_templates;  // our word → theirs
  std::string aliyun_endpoint = "https://dysmsapi.aliyuncs.com";
};
/// A demo hall gets the file gateway, whatever the settings say. Throws std::runtime_error with a plain reason when
/// the settings lack something.
std::unique_ptr<Gateway> open_gateway(const Settings& settings, bool demo);

/// Sends what waits, urgent ones first, then oldest first, at most `most`; how many were sent. A sign-in code older than five
/// minutes is dropped.
int send_waiting(Hall& hall, Gateway& gateway, int most);

/// What has not been handed over yet.
struct Waiting {
  std::int64_t count = 0;
  std::optional<Instant> oldest_at;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (count, oldest_at))
Waiting waiting(db::Session& db);

/// Deletes what was settled more than 30 days ago, at most 500; how many.
std::int64_t forget_old(db::Session& db, Instant now);

}  // namespace unionhall::texts
