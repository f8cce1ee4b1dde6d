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
  if (!plain) throw NotTaken("a text in the outbox does not open");
  return *std::move(plain);
}

Gateway::Outgoing open_text(const Hall& hall, const store::Waiting& text) {
  return {.id = text.id,
          .to = opened(hall, text.to_sealed, to_place(text.id)),
          .template_word = text.template_word,
          .params = http::json::value_to<std::map<std::string, std::string>>(
              http::json::parse(opened(hall, text.params_sealed, params_place(text.id)))),
          .made_at = text.made_at,
          .tried_at = text.handed_at.value_or(Instant{})};
}

}  // namespace

TextId add(db::Session& db, Hall& hall, const NewText& text, Instant now) {
  const auto id = hall.ids.next<struct Text>();
  store::add(db, hall.ids.region(),
             {.id = id,
              .made_at = now,
              .to_sealed = hall.keys.seal(text.to.text(), to_place(id)),
              .template_word = text.template_word,
              .params_sealed = hall.keys.seal(http::json::serialize(http::json::value_from(text.params)), params_place(id)),
              .urgent = text.urgent,
              .again = text.again == Again::if_unsure});
  return id;
}

bool is_quiet(const QuietHours& hours, Instant at) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(at - beijing_midnight(beijing_date(at)));
  if (hours.from <= hours.until) return hours.from <= minute && minute < hours.until;
  return hours.from <= minute || minute < hours.until;
}

namespace {

std::vector<store::Waiting> due(Hall& hall, Instant now, int most) {
  return hall.db.read([&](db::Session& db) {
    auto texts = store::waiting(db, true, now, most);
    const int left = most - static_cast<int>(texts.size());
    if (left <= 0 || is_quiet(hall.settings.quiet_hours, now)) return texts;
    auto others = store::waiting(db, false, now, left);
    texts.insert(texts.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return texts;
  });
}

void settle(Hall& hall, TextId id, std::string_view state) {
  hall.db.write([&](db::Session& db) { store::settle(db, id, state); });
}

void warn(std::string_view event, const store::Waiting& text, const std::exception& failure) {
  spdlog::warn(R"({{"event":"{}","id":"{}","try":{},"why":"{}"}})", event, text.id.text(), text.tries + 1, failure.what());
}

/// Whether the gateway has a text that was handed to it.
Gateway::Taken ask(Hall& hall, Gateway& gateway, const store::Waiting& text) {
  try {
    return gateway.was_taken(open_text(hall, text));
  } catch (const std::exception& failure) {
    warn("text_not_asked_for", text, failure);
    return Gateway::Taken::unknown;
  }
}

bool send(Hall& hall, Gateway& gateway, const store::Waiting& text, Instant now) {
  hall.db.write([&](db::Session& db) { store::hand_over(db, text.id, now, now + pause_after(text.tries)); });
  try {
    gateway.send(open_text(hall, text));
  } catch (const NotTaken& refusal) {
    hall.db.write([&](db::Session& db) { store::mark_not_taken(db, text.id); });
    warn("text_not_sent", text, refusal);
    return false;
  } catch (const std::exception& failure) {
    warn("text_not_sent", text, failure);
    return false;
  }
  settle(hall, text.id, "sent");
  return true;
}

/// One text's turn; whether it is known to have been sent.
bool take_turn(Hall& hall, Gateway& gateway, const store::Waiting& text, Instant now) {
  using Taken = Gateway::Taken;
  const auto taken = text.handed_at ? ask(hall, gateway, text) : Taken::no;
  if (taken == Taken::yes) {
    settle(hall, text.id, "sent");
    return true;
  }
  const bool useless = text.template_word == "sign_in_code" && now - text.made_at > code_useful_for;
  if (useless || text.tries >= tries_max) {
    settle(hall, text.id, taken == Taken::unknown ? "unsure" : "failed");
    return false;
  }
  if (taken == Taken::unknown && !text.again) {  // it is asked for again later, and never sent twice
    hall.db.write([&](db::Session& db) { store::count_try(db, text.id, now + pause_after(text.tries)); });
    return false;
  }
  return send(hall, gateway, text, now);
}

}  // namespace

int send_waiting(Hall& hall, Gateway& gateway, int most) {
  int sent = 0;
  const auto now = hall.clock.now();
  for (const auto& text : due(hall, now, most)) sent += take_turn(hall, gateway, text, now) ? 1 : 0;
  return sent;
}

std::unique_ptr<Gateway> open_gateway(const Settings& settings, bool demo) {
  if (demo || settings.provider == "file") return file_gateway(settings.file);
  if (settings.provider == "http") return http_gateway(settings);
  if (settings.provider == "aliyun") return aliyun_gateway(settings);
  throw std::runtime_error("no such provider of text messages: " + settings.provider + " (file, http or aliyun)");
}

}  // namespace unionhall::texts
