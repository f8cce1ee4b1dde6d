// Notes that were issued here: as a document, on paper, and for whoever is shown one.
#include "base/names.h"
#include "base/short_code.h"
#include "hall/access/rates.h"
#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "print/print.h"
#include "services/transfers/note_cases.h"
#include "services/transfers/notes_store.h"

namespace unionhall::transfers::notes {
namespace {

namespace json = http::json;

constexpr access::Rate checks_rate{.most = 600, .window = std::chrono::hours{1}};  // an address; a counter checks many

/// In Chinese, whoever prints it: the union that reads it is in another province.
print::Slip slip_of(const std::string& address, const Note& note) {
  const auto text = [](std::string_view key, const TextParams& params = {}) {
    return http::Texts::global().text("transfers.slip." + std::string(key), http::Language::zh_cn, params);
  };
  print::Slip slip{.title = text("title"),
                   .subtitle = note.issuer_name,
                   .link = address + "/n#" + note.code,
                   .code_words = text("or_type", {{"host", host_of(address)}}),
                   .code = note.code,
                   .footer = text("footer", {{"day", note.valid_until}})};
  const auto line = [&](std::string_view label, const std::string& says) {
    if (!says.empty()) slip.lines.push_back({text(label), says});
  };
  line("name", note.name);
  line("card", note.card);
  line("joined_on", note.joined_on);
  line("union", note.union_name);
  line("union_code", note.union_code);
  line("to", note.to);
  line("issued_on", note.issued_on);
  line("valid_until", note.valid_until);
  return slip;
}

/// GET /api/v1/transfer-notes/{id}?format=json|pdf
http::Response get_note(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<cases::CaseId>("id");
  const auto& actor = access::actor(request);
  const auto format = request.query.find("format");
  bool looks = false;
  const auto document = hall.db.snapshot([&](db::Session& db) {
    const auto leaving = store::find(db, id);
    const auto one = leaving ? cases::find(db, id) : std::nullopt;
    const auto standing = one ? cases::standing_of(db, *one, cases::tasks_of(db, id), actor) : std::nullopt;
    if (!standing) throw Refused({404, "http.not_found"});
    if (!leaving->note_sealed) throw Refused({409, "transfers.no_note_yet"});
    looks = standing->reader == cases::Reader::officer && !audit::has_looked(db, hall, actor.account, id.value);
    const auto opened = hall.keys.open(*leaving->note_sealed, {"transfer_notes", "note_sealed", id.value});
    if (!opened) throw std::runtime_error("transfer_notes does not open");
    return *opened;
  });
  // Durable before any data leaves.
  if (looks) {
    audit::look(hall, {.actor = actor.account,
                       .role = actor.in_force->id.value,
                       .subject_kind = "case",
                       .subject = id.value,
                       .org = actor.in_force->org,
                       .request = request.id});
  }
  const auto note = read(document)->note;
  const bool pdf = format != request.query.end() && format->second == "pdf";
  http::Response response{.status = 200, .body = pdf ? print::slip_pdf(slip_of(address_of(hall, request), note)) : document};
  response.headers["content-type"] = pdf ? "application/pdf" : "application/json";
  response.headers["content-disposition"] = "attachment; filename=\"" + note.code + (pdf ? ".pdf\"" : ".json\"");
  return response;
}

/// How a note stands on a day.
std::string_view state_of(const store::Leaving& leaving, Date today) {
  if (leaving.state != State::used && *leaving.valid_until < today) return "run_out";
  return db::word(leaving.state);
}

/// POST /api/v1/transfer-note-checks {code} → {known, state, name, union, issued_on, valid_until}
http::Response post_check(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = short_code::folded(form.text("code", {.chars_min = 1, .chars_max = 40}));
  if (const auto invalid = form.problem()) return *invalid;
  const auto now = hall.clock.now();
  const auto digest = hall.keys.digest("address", request.peer);
  const auto spent = hall.db.write([&](db::Session& db) { return access::spend(db, "note-check:" + digest, checks_rate, now); });
  if (!spent.allowed) {
    return http::problem(
        {.status = 429, .key = "members.checked_too_often", .params = {}, .errors = {}, .retry_after_s = spent.retry_after_s}, request);
  }
  return hall.db.snapshot([&](db::Session& db) {
    const auto id = store::with_code(db, code);
    if (!id) return http::ok({{"known", false}});
    const auto leaving = *store::find(db, *id);
    const auto org = orgs::find(db, members::find(db, leaving.member)->org);
    return http::ok({{"known", true},
                     {"state", state_of(leaving, beijing_date(now))},
                     {"name", names::masked(people::find(db, leaving.person)->facts.name)},
                     {"union", org->facts.name},
                     {"issued_on", iso_date(*leaving.issued_on)},
                     {"valid_until", iso_date(*leaving.valid_until)}});
  });
}

/// POST /api/v1/transfer-note-verdicts {note} → {verdict}: before anything is handed in
http::Response post_verdict(const http::Request& request, Hall&) {
  http::Form form(request);
  const auto received = read(document_in(form));
  if (!received) form.fault("note", "not_a_note");
  if (const auto invalid = form.problem()) return *invalid;
  return http::ok({{"verdict", db::word(judge(*received, issuers()))}});
}

/// GET /api/v1/transfer-note-issuer → what another federation puts into its list
http::Response get_issuer(const http::Request&, Hall& hall) {
  return http::ok(to_json(hall.db.snapshot([&](db::Session& db) { return ourselves(db, hall.keys); })));
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  route.get("/api/v1/transfer-notes/{id}", access::signed_in, hall, get_note);
  route.post("/api/v1/transfer-note-checks", access::anyone, hall, post_check);
  route.post("/api/v1/transfer-note-verdicts", access::clerk, hall, post_verdict);
  route.get("/api/v1/transfer-note-issuer", access::anyone, hall, get_issuer);
}

}  // namespace unionhall::transfers::notes
