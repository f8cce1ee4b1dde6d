#include "app/settings.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "app/setting_values.h"
#include "app/settings_file.h"
#include "base/text.h"

namespace unionhall::app {
namespace {

/// "127.0.0.1:8080", "[::1]:8080"
void listen_at(Settings& to, std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) throw BadSetting("it must be an address and a port, as in 127.0.0.1:8080");
  auto address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  to.address = address;
  to.port = static_cast<std::uint16_t>(number_of(text.substr(colon + 1), 0, 65535));
}

constexpr int no_limit = 1'000'000'000;

/// A setting that is a whole number, for `serve` alone.
Setting number(std::string_view name, std::string_view takes, std::string_view says, int Settings::*to, int min, int max) {
  return {.name = name, .takes = takes, .says = says, .set = [=](Settings& settings, std::string_view text) {
            settings.*to = number_of(text, min, max);
          }};
}

}  // namespace

const std::vector<Setting>& all_settings() {
  using S = Settings;
  using Text = std::string_view;
  static const std::vector<Setting> all{
      {.name = "data",
       .takes = "DIR",
       .says = "Folder of the hall: the SQLite database, keys, files, the outbox; data without",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.data = text; }},
      {.name = "database",
       .takes = "URL",
       .says = "PostgreSQL instead of SQLite: postgresql://user@host/name",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.database = text; }},
      {.name = "read-database",
       .takes = "URL",
       .says = "A PostgreSQL replica that takes the reads",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.read_database = text; }},
      {.name = "keys",
       .takes = "FILE",
       .says = "The key file; DIR/keys without",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.keys = text; }},
      {.name = "files",
       .takes = "DIR",
       .says = "Folder for uploads and exports, shared by every server; DIR/files, or a table of PostgreSQL, without",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.files = text; }},
      {.name = "region",
       .takes = "NUMBER",
       .says = "This site's block of ids, 0 to 63, given by the province; lasting; 0 without",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.region = number_of(text, 0, 63); }},

      {.name = "demo",
       .says = "Mark an empty hall as a demo: invented people only, and no text message leaves the machine",
       .set = [](S& to, Text text) { to.demo = switch_of(text); }},
      number("demo-days-ahead", "DAYS", "A demo's clock runs so many days ahead, to see what deadlines do; 0 without", &S::demo_days_ahead,
             0, 3660),
      {.name = "listen",
       .takes = "ADDRESS:PORT",
       .says = "Where to answer; 127.0.0.1:8080 without",
       .set = [](S& to, Text text) { listen_at(to, text); }},
      {.name = "web",
       .takes = "DIR",
       .says = "Folder with the built pages; where they were installed or built, without",
       .set = [](S& to, Text text) { to.web = text; }},
      {.name = "name", .takes = "TEXT", .says = "The hall's name; 指尖工会 without", .set = [](S& to, Text text) { to.name = text; }},
      {.name = "city-division",
       .takes = "CODE",
       .says = "The city's division code; 610400 without",
       .set = [](S& to, Text text) { to.city_division = text; }},
      {.name = "outlines",
       .takes = "FILE",
       .says = "GeoJSON with the outlines of the city's counties; what was built in, for demonstration, without",
       .set = [](S& to, Text text) { to.outlines = text; }},
      {.name = "audit-heads",
       .takes = "FILE",
       .says = "Where the audit chain's end is appended each hour, on storage that only takes; nowhere without",
       .for_all_commands = true,
       .set = [](S& to, Text text) { to.audit_heads = text; }},
      {.name = "note-issuers",
       .takes = "FILE",
       .says = "JSON with the public keys of federations whose transfer notes are believed; none without",
       .set = [](S& to, Text text) { to.note_issuers = text; }},
      {.name = "origins",
       .takes = "LIST",
       .says = "Other origins whose pages may act for a signed-in person, as https://hall.example",
       .set = [](S& to, Text text) { to.origins = list_of(text); }},
      {.name = "secure-cookies",
       .says = "Cookies go over https alone, also where the proxy does not say X-Forwarded-Proto: https",
       .set = [](S& to, Text text) { to.secure_cookies = switch_of(text); }},
      {.name = "trusted-proxies",
       .takes = "LIST",
       .says = "Addresses of proxies whose X-Forwarded-For is believed",
       .set = [](S& to, Text text) { to.trusted_proxies = list_of(text); }},
      {.name = "metrics-from",
       .takes = "LIST",
       .says = "Addresses that may read /metrics; 127.0.0.1,::1 without",
       .set = [](S& to, Text text) { to.metrics_from = list_of(text); }},
      number("io-threads", "NUMBER", "Threads that read and write sockets; 1 without", &S::io_threads, 1, 8),
      number("workers", "NUMBER", "Threads that act on requests; 64 without", &S::workers, 1, 256),
      number("connections-max", "NUMBER", "Open connections; 10000 without", &S::connections_max, 1, 1'000'000),
      number("requests-waiting-max", "NUMBER", "Requests that wait for a worker; beyond, 503 with when to come back; 1024 without",
             &S::requests_waiting_max, 1, 1'000'000),
      number("streams-max", "NUMBER", "Pages that are kept told of changes at once; 2000 without", &S::streams_max, 0, 1'000'000),
      number("header-kilobytes", "NUMBER", "How large a request's header may be; 16 without", &S::header_kilobytes, 4, 256),
      number("header-seconds", "NUMBER", "How long a request's header may take; 10 without", &S::header_seconds, 1, 600),
      number("body-seconds", "NUMBER", "How long a body may stand still; 30 without", &S::body_seconds, 1, 600),
      number("idle-seconds", "NUMBER", "How long a connection may say nothing; 60 without", &S::idle_seconds, 1, 3600),
      number("write-seconds", "NUMBER", "How long a reader may take nothing; 30 without", &S::write_seconds, 1, 600),
      number("database-sessions-max", "NUMBER", "PostgreSQL sessions for reading, and as many for writing; 16 without",
             &S::database_sessions_max, 1, 1000),
      number("codes-per-day", "NUMBER", "Sign-in codes by text, a phone and day; 10 without", &S::codes_per_day, 1, no_limit),
      number("codes-per-address", "NUMBER", "Sign-in codes asked for, an address and hour; 120 without", &S::codes_per_address, 1,
             no_limit),
      number("sign-ins-per-address", "NUMBER", "Codes tried, an address and hour; 240 without", &S::sign_ins_per_address, 1, no_limit),
      number("lookups-per-hour", "NUMBER", "Exact look-ups by document or phone, an officer and hour; 300 without", &S::lookups_per_hour, 0,
             no_limit),
      number("reveals-per-day", "NUMBER", "Masked values shown whole, an officer and day; 50 without", &S::reveals_per_day, 0, no_limit),
      number("ended-records-days", "NUMBER", "Records whose membership ended so long ago are erased; 1095 without, 0: never",
             &S::ended_records_days, 0, 36'500),
      number("confirm-imports-above", "ROWS", "Larger imports from the desk need a second officer; 500 without", &S::confirm_imports_above,
             0, no_limit),
      number("import-megabytes", "NUMBER", "How large a file may be that a desk imports; 512 without", &S::import_megabytes, 1, 2047),
      number("postponement-months-max", "NUMBER", "How far an election may be put off beyond the term's end; 6 without",
             &S::postponement_months_max, 0, 60),
      {.name = "case-days",
       .takes = "LIST",
       .says = "Other deadlines than the built-in ones, in days: joining.checking=5,transfer.both=3",
       .set = [](S& to, Text text) { to.case_days = days_of(text); }},
      {.name = "quiet-hours",
       .takes = "FROM-UNTIL",
       .says = "Hours of the Beijing day in which only sign-in codes are sent by text; 21:00-08:00 without, or none",
       .set = [](S& to, Text text) { to.quiet_hours = hours_of(text); }},
      {.name = "contact",
       .takes = "TEXT",
       .says = "Who answers for personal data, as the privacy notice names them; 12351 without",
       .set = [](S& to, Text text) { to.contact = text; }},
      {.name = "public-address",
       .takes = "URL",
       .says = "Where people reach the hall, as links in texts and on paper begin; as each request says without",
       .set = [](S& to, Text text) { to.public_address = address_of_links(text); }},
      {.name = "retirement-men",
       .takes = "AGE",
       .says = "When men retire; 60+36/4 without: at 60, since 2025 one month later for every 4 months, up to 36",
       .set = [](S& to, Text text) { to.retirement_men = retirement_of(text); }},
      {.name = "retirement-women",
       .takes = "AGE",
       .says = "The same for women; 55+36/4 without, 50+60/2 where most are workers",
       .set = [](S& to, Text text) { to.retirement_women = retirement_of(text); }},
      number("attachment-megabytes", "NUMBER", "How large a picture or a PDF may be that is attached to a case; 10 without",
             &S::attachment_megabytes, 1, 100),
      number("stand-in-days", "NUMBER", "How long an officer who is away may be stood in for; 90 without", &S::stand_in_days, 1, 366),
      {.name = "officer-passwords",
       .takes = "WORD",
       .says = "Whether officers need a password beside the second factor: optional or required; optional without",
       .set =
           [](S& to, Text text) {
             to.officers.passwords_required = one_of(text, {"optional", "required"}) == "required";
           }},
      {.name = "password-days",
       .takes = "DAYS",
       .says = "How long an officer's password is good for, 0 for ever; 90 without",
       .set = [](S& to, Text text) { to.officers.password_days = number_of(text, 0, 3650); }},
      {.name = "lock-after",
       .takes = "NUMBER",
       .says = "Wrong codes and passwords that shut an officer out; 5 without",
       .set = [](S& to, Text text) { to.officers.wrong_max = number_of(text, 1, 100); }},
      {.name = "lock-within",
       .takes = "MINUTES",
       .says = "Within how long so many wrong ones shut her out; 15 without",
       .set = [](S& to, Text text) { to.officers.wrong_within = std::chrono::minutes(number_of(text, 1, 1440)); }},
      {.name = "lock-for",
       .takes = "MINUTES",
       .says = "How long an officer is shut out; 30 without",
       .set = [](S& to, Text text) { to.officers.shut_for = std::chrono::minutes(number_of(text, 1, 1440)); }},
      {.name = "officer-sessions-max",
       .takes = "NUMBER",
       .says = "On how many devices an officer may be at work at once, 0 for any; 1 without, and any in a demo",
       .set =
           [](S& to, Text text) {
             to.officers.sessions_max = number_of(text, 0, 100);
             to.officer_sessions_max_given = true;
           }},
      {.name = "officer-idle",
       .takes = "MINUTES",
       .says = "After how long without a touch an officer's session ends; 15 without",
       .set = [](S& to, Text text) { to.officers.idle_max = std::chrono::minutes(number_of(text, 1, 1440)); }},
      {.name = "officer-hours",
       .takes = "HOURS",
       .says = "After how long an officer's session ends however busy; 8 without",
       .set = [](S& to, Text text) { to.officers.good_for = std::chrono::hours(number_of(text, 1, 24)); }},
      {.name = "log-level",
       .takes = "WORD",
       .says = "info (one line a request), warning or error; info without",
       .set =
           [](S& to, Text text) {
             to.log_level = one_of(text, {"info", "warning", "error"});
           }},
      {.name = "stop-grace",
       .takes = "SECONDS",
       .says = "How long requests in flight may take at a stop; 10 without",
       .set = [](S& to, Text text) { to.stop_grace = std::chrono::seconds(number_of(text, 0, 600)); }},

      {.name = "texts.provider",
       .takes = "WORD",
       .says = "Where text messages go: file, http or aliyun; file without",
       .set =
           [](S& to, Text text) {
             to.texts.provider = one_of(text, {"file", "http", "aliyun"});
           }},
      {.name = "texts.file",
       .takes = "FILE",
       .says = "For `file`: JSON lines; DIR/outbox/sms.jsonl without",
       .set = [](S& to, Text text) { to.texts.file = text; }},
      {.name = "texts.url",
       .takes = "URL",
       .says = "For `http`: the gateway's address, with {to}, {template}, {params} and {id}",
       .secret = true,
       .set = [](S& to, Text text) { to.texts.url = text; }},
      {.name = "texts.body",
       .takes = "TEXT",
       .says = "For `http`: the body of a POST, with the same; GET without",
       .secret = true,
       .set = [](S& to, Text text) { to.texts.body = text; }},
      {.name = "texts.query-url",
       .takes = "URL",
       .says = "For `http`: asked whether {id} was taken, 200 yes and 404 no; without, nobody knows",
       .secret = true,
       .set = [](S& to, Text text) { to.texts.query_url = text; }},
      {.name = "texts.aliyun-key-id",
       .takes = "TEXT",
       .says = "For `aliyun`",
       .secret = true,
       .set = [](S& to, Text text) { to.texts.aliyun_key_id = text; }},
      {.name = "texts.aliyun-key-secret",
       .takes = "TEXT",
       .says = "For `aliyun`",
       .secret = true,
       .set = [](S& to, Text text) { to.texts.aliyun_key_secret = text; }},
      {.name = "texts.aliyun-sign-name",
       .takes = "TEXT",
       .says = "For `aliyun`: the registered signature",
       .set = [](S& to, Text text) { to.texts.aliyun_sign_name = text; }},
      {.name = "texts.aliyun-templates",
       .takes = "PAIRS",
       .says = "For `aliyun`: our template words and theirs, sign_in_code=SMS_1234",
       .set = [](S& to, Text text) { to.texts.aliyun_templates = pairs_of(text); }},

      {.name = "tiles.urls",
       .takes = "LIST",
       .says = "Tile servers behind the outlines, the lowest layer first: https://t{s}.tiles.example/{z}/{x}/{y}.png",
       .set = [](S& to, Text text) { to.tiles.urls = tile_templates(text); }},
      {.name = "tiles.subdomains",
       .takes = "LIST",
       .says = "What {s} in them stands for: 0,1,2,3",
       .set = [](S& to, Text text) { to.tiles.subdomains = tile_subdomains(text); }},
      {.name = "tiles.attribution",
       .takes = "TEXT",
       .says = "Whose map it is, with its approval number; stands on the map",
       .set = [](S& to, Text text) { to.tiles.attribution = line_of(text); }},
      {.name = "tiles.zoom-max",
       .takes = "NUMBER",
       .says = "The deepest zoom that there are pictures of; 18 without",
       .set = [](S& to, Text text) { to.tiles.zoom_max = number_of(text, 1, 22); }},
      {.name = "tiles.datum",
       .takes = "WORD",
       .says = "What they are drawn in: wgs84, cgcs2000 or gcj02; wgs84 without",
       .set =
           [](S& to, Text text) {
             to.tiles.datum = one_of(text, {"wgs84", "cgcs2000", "gcj02"}) == "gcj02" ? Tiles::Datum::gcj02 : Tiles::Datum::wgs84;
           }},
  };
  return all;
}

namespace {

std::string replaced(std::string_view name, std::string_view what, char by) {
  std::string text(name);
  for (auto& c : text) {
    if (what.find(c) != std::string_view::npos) c = by;
  }
  return text;
}

/// `where` is what the person who reads a complaint has to look at.
void set(Settings& settings, const Setting& setting, std::string_view value, const std::string& where) {
  try {
    setting.set(settings, value);
  } catch (const BadSetting& bad) {
    throw BadSetting(fmt::format("{}: {}", where, bad.what()));
  }
}

void refuse_readable_secret(const std::filesystem::path& file, const Setting& setting) {
  struct stat info {};
  if (::stat(file.c_str(), &info) == 0 && (info.st_mode & 077) != 0) {
    throw BadSetting(
        fmt::format("{}: {} is a secret, and others than the file's owner may read it; `chmod 600` it", file.string(), setting.name));
  }
}

}  // namespace

std::string flag_of(const Setting& setting) { return "--" + replaced(setting.name, ".", '-'); }

std::string environment_of(const Setting& setting) { return "UNIONHALL_" + text::upper(replaced(setting.name, ".-", '_')); }

Settings load_settings(const std::filesystem::path& config, const std::map<std::string, std::string>& flags,
                       const Environment& environment) {
  auto file = config;
  if (file.empty()) {
    const auto* named = environment("UNIONHALL_CONFIG");
    file = named ? named : "unionhall.toml";
    if (!named && !std::filesystem::exists(file)) file.clear();
  }
  const auto from_file = file.empty() ? std::map<std::string, FileValue>{} : read_settings_file(file);

  Settings settings;
  for (const auto& setting : all_settings()) {
    const std::string name(setting.name);
    if (const auto flag = flags.find(name); flag != flags.end()) {
      set(settings, setting, flag->second, flag_of(setting));
    } else if (const auto* value = environment(environment_of(setting).c_str())) {
      set(settings, setting, value, environment_of(setting));
    } else if (const auto line = from_file.find(name); line != from_file.end()) {
      if (setting.secret) refuse_readable_secret(file, setting);
      set(settings, setting, line->second.text, fmt::format("{}:{}: {}", file.string(), line->second.line, name));
    }
  }
  for (const auto& [name, value] : from_file) {
    if (std::ranges::find(all_settings(), name, &Setting::name) == all_settings().end()) {
      throw BadSetting(fmt::format("{}:{}: there is no setting {}", file.string(), value.line, name));
    }
  }
  refuse_unfit(settings.tiles);
  if (settings.texts.file.empty()) settings.texts.file = settings.data / "outbox" / "sms.jsonl";
  return settings;
}

db::Settings Settings::for_database() const {
  return {.data = database.empty() ? data : std::filesystem::path{},
          .url = database,
          .read_url = read_database,
          .sessions_max = database_sessions_max};
}

http::ServerSettings Settings::for_server() const {
  return {.address = address,
          .port = port,
          .io_threads = io_threads,
          .workers = workers,
          .header_bytes_max = static_cast<std::size_t>(header_kilobytes) << 10,
          .waiting_requests_max = static_cast<std::size_t>(requests_waiting_max),
          .connections_max = connections_max,
          .streams_max = streams_max,
          .header_timeout = std::chrono::seconds{header_seconds},
          .body_timeout = std::chrono::seconds{body_seconds},
          .idle_timeout = std::chrono::seconds{idle_seconds},
          .write_timeout = std::chrono::seconds{write_seconds},
          .upload_folder = data / "uploads",
          .trusted_proxies = trusted_proxies};
}

}  // namespace unionhall::app
