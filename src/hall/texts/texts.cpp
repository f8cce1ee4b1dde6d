#include "hall/texts/texts.h"

#include <spdlog/spdlog.h>

#include "hall/texts/gateways.h"
#include "hall/texts/store.h"

namespace unionhall::texts {
namespace {

constexpr int tries_max = 5;
constexpr std::chrono::minutes code_useful_for{5};  // as long as hall/accounts takes it

crypto::Place to_place(TextId id) { return {"text_outbox", "to_sealed", id.value}; }
crypto::Place params_place(TextId id) { return {"text_outbox", "params_sealed", id.value}; }

/// 10 s, 40 s, 160 s, … after each try.
std::chrono::seconds pause_after(std::int64_t tries) { return std::chrono::seconds(10) * (std::int64_t{1} << (2 * tries)); }

std::string opened(const Hall& hall, std::string_view sealed, const crypto::Place& place) {
  auto plain = hall.keys.open(sealed, place);
  if (!plain) throw std::runtime_error("a text in the outbox does not open");
  return *std::move(plain);
}

Gateway::Outgoing open_text(const Hall& hall, const store::Waiting& text) {
  return {.id = text.id,
          .to = opened(hall, text.to_sealed, to_place(text.id)),
          .template_word = text.template_word,
          .params = http::json::value_to<std::map<std::string, std::string>>(
              http::json::parse(opened(hall, text.params_sealed, params_place(text.id)))),
          .made_at = text.made_at};
}

}  // namespace

TextId add(db::Session& db, Hall& hall, const NewText& text, Instant now) {
  const auto id = hall.ids.next<struct Text>();
  store::add(db, hall.ids.region(),
             {.id = id,
              .made_at = now,
              .to_sealed = hall.keys.seal(text.to.text(), to_place(id)),
              .template_word = text.template_word,
              .params_sealed = hall.keys.seal(http::json::serialize(http::json::value_from(text.params)), params_place(id))});
  return id;
}

int send_waiting(Hall& hall, Gateway& gateway, int most) {
  int sent = 0;
  const auto now = hall.clock.now();
  for (const auto& text : hall.db.read([&](db::Session& db) { return store::waiting(db, now, most); })) {
    const bool useless = text.template_word == "sign_in_code" && now - text.made_at > code_useful_for;
    if (useless || text.tries >= tries_max) {
      hall.db.write([&](db::Session& db) { store::settle(db, text.id, "failed"); });
      continue;
    }
    hall.db.write([&](db::Session& db) { store::count_try(db, text.id, now + pause_after(text.tries)); });
    try {
      gateway.send(open_text(hall, text));
    } catch (const std::exception& failure) {
      spdlog::warn(R"({{"event":"text_not_sent","id":"{}","try":{},"why":"{}"}})", text.id.text(), text.tries + 1, failure.what());
      continue;
    }
    hall.db.write([&](db::Session& db) { store::settle(db, text.id, "sent"); });
    ++sent;
  }
  return sent;
}

std::unique_ptr<Gateway> open_gateway(const Settings& settings, bool demo) {
  if (demo || settings.provider == "file") return file_gateway(settings.file);
  if (settings.provider == "http") return http_gateway(settings);
  if (settings.provider == "aliyun") return aliyun_gateway(settings);
  throw std::runtime_error("no such provider of text messages: " + settings.provider + " (file, http or aliyun)");
}

}  // namespace unionhall::texts
