// One member: her page, changes of it, and who she is not.
#include <fmt/format.h>

#include <algorithm>

#include "base/names.h"
#include "hall/members/api.h"
#include "hall/members/changes.h"
#include "hall/members/json.h"
#include "hall/members/merging.h"

namespace unionhall::members {
namespace {

/// A record with what hangs on it.
struct Page {
  store::Record record;
  std::vector<store::FieldSource> field_sources;
  std::map<SourceId, sources::Source> sources;
  std::vector<store::Event> history;
  std::vector<store::Double> doubles, doubles_by_phone;
  std::vector<merging::Done> merges;
  std::optional<store::Record> standing;  // of whom she is led to
  bool looked_before = false;             // this officer, within the hour
};

Page read_page(db::Session& db, const Hall& hall, store::Record record) {
  Page page{.record = std::move(record)};
  const auto& member = page.record.member;
  const auto& person = page.record.person;
  page.field_sources = store::field_sources(db, member.id, person.id);
  page.sources = sources::find_all(db, {member.source, person.source});
  page.history = store::history(db, member.id);
  page.merges = merging::of_person(db, person.id);
  if (member.person != person.id) page.standing = store::find_of_person(db, person.id);
  if (person.facts.birth_month == 0) return page;
  page.doubles = store::namesakes(db, page.record);
  const auto number = people::open_phone(hall.keys, person);
  const auto phone =
      number ? Phone::parse(*number, hall.settings.demo ? Numbering::demo : Numbering::real) : std::unexpected(PhoneFault::empty);
  if (phone) page.doubles_by_phone = store::namesakes_by_phone(db, page.record, people::all_keys_of(hall.keys, *phone));
  return page;
}

http::json::array history_json(const Page& page) {
  http::json::array json;
  for (const auto& event : page.history) {
    http::json::object one{{"at", rfc3339(event.at)}, {"what", event.what}, {"source", sources::to_json(event.source)}};
    if (!event.field.empty()) one["field"] = event.field;
    if (event.field != "phone" && event.field != "id_number") {
      one["from"] = event.value_from;
      one["to"] = event.value_to;
    }
    if (!event.by_name.empty()) one["by"] = event.by_name;
    if (!event.cause.empty()) one["cause"] = event.cause;
    json.push_back(std::move(one));
  }
  if (const auto own = page.sources.find(page.record.member.source); own != page.sources.end()) {
    json.push_back(http::json::object{
        {"at", rfc3339(from_unix_ms(page.record.recorded_at_ms))}, {"what", "recorded"}, {"source", sources::to_json(own->second)}});
  }
  return json;
}

/// Only those whom the officer may open.
http::json::array doubles_json(const Page& page, const access::Actor& actor) {
  http::json::array json;
  const auto add = [&](const store::Double& one, std::string_view reason) {
    if (!actor.reaches(one.org_path)) return;
    json.push_back(http::json::object{{"id", one.id.text()},
                                      {"name_masked", names::masked(one.name)},
                                      {"org", org_json(one.org, one.org_name)},
                                      {"birth_month", month_text(one.birth_month)},
                                      {"reason", reason}});
  };
  for (const auto& one : page.doubles_by_phone) add(one, "name_birth_and_phone");
  for (const auto& one : page.doubles) {
    if (std::ranges::find(page.doubles_by_phone, one.id, &store::Double::id) == page.doubles_by_phone.end()) add(one, "name_and_birth");
  }
  return json;
}

/// What became of her with other records, and until when it can be undone.
http::json::array merges_json(const Page& page, const Hall& hall) {
  http::json::array json;
  for (const auto& one : page.merges) {
    http::json::object merge{{"id", one.id.text()}, {"at", rfc3339(one.at)}, {"by", one.by_name}};
    if (one.undone_at) merge["undone_at"] = rfc3339(*one.undone_at);
    if (const auto until = merging::may_be_undone_until(one, hall)) merge["undo_until"] = rfc3339(*until);
    json.push_back(std::move(merge));
  }
  return json;
}

http::Response page_answer(const http::Request& request, const Page& page, const Hall& hall) {
  const auto& record = page.record;
  const auto& actor = access::actor(request);
  http::json::object json{{"id", record.member.id.text()},
                          {"version", record.version()},
                          {"person", person_json(record.person, hall.keys)},
                          {"membership", membership_json(record)},
                          {"verified", verified_json(record.member.verified_method, record.member.verified_at)},
                          {"sources", sources_json(page.record, page.field_sources, page.sources)},
                          {"history", history_json(page)},
                          {"possible_doubles", doubles_json(page, actor)},
                          {"merges", merges_json(page, hall)}};
  if (page.standing && actor.reaches(page.standing->org_path)) json["led_to"] = page.standing->member.id.text();
  return http::versioned(request, std::move(json), record.version());
}

http::Response show(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto id = request.path_id<MemberId>("id");
  const auto page = hall.db.snapshot([&](db::Session& db) {
    auto read = read_page(db, hall, require_record(db, actor, id));
    read.looked_before = audit::has_looked(db, hall, actor.account, read.record.person.id.value);
    return read;
  });
  const auto& record = page.record;
  if (!page.looked_before) {
    audit::look(hall, {.actor = actor.account,
                       .role = actor.in_force->id.value,
                       .subject_kind = "person",
                       .subject = record.person.id.value,
                       .org = record.member.org,
                       .request = request.id});
  }
  return page_answer(request, page, hall);
}

/// Names the kind of case at the field, so that the desk can lead to its form.
http::Response by_case(Status from, Status to, const http::Request& request) {
  return http::problem(
      {.status = 409, .key = "members.by_case", .errors = {{"/status", fmt::format("asked_by_{}", case_of_step(from, to))}}}, request);
}

http::Response change_record(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto version = http::expected_version(request);
  const auto id = request.path_id<MemberId>("id");
  sources::Source source;
  const auto before = hall.db.snapshot([&](db::Session& db) {
    auto record = require_record(db, actor, id);
    source = said_by(db, hall, actor.account);
    return record;
  });
  if (before.version() != version) return refused(Refusal::changed_meanwhile, request);
  if (before.member.person != before.person.id) return refused(Refusal::led, request);

  http::Form form(request);
  const auto edit = read_edit(form, before, hall);
  if (auto problem = form.problem()) return *std::move(problem);
  if (!edit.differences.empty()) {
    const auto done = hall.db.write([&](db::Session& db) {
      return apply(db, hall, edit, {.account = actor.account, .role = actor.in_force->id.value, .request = request.id}, source);
    });
    if (!done && done.error() == Refusal::by_case) return by_case(before.member.status, edit.member.status, request);
    if (!done) return refused(done.error(), request);
  }
  return show(request, hall);
}

http::Response say_not_double(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto other_id = form.id<MemberId>("other");
  if (auto problem = form.problem()) return *std::move(problem);
  const auto& actor = access::actor(request);
  const auto [one, other] = hall.db.snapshot([&](db::Session& db) {
    auto record = require_record(db, actor, request.path_id<MemberId>("id"));
    return std::pair{std::move(record), require_record(db, actor, other_id)};
  });
  if (one.person.id == other.person.id) {
    form.fault("other", "same_person");
    return *form.problem();
  }
  const auto said = hall.write(request, [&](db::Session& db) -> Result<MemberId, Refusal> {
    people::keep_apart(db, people::pair_of(one.person.id, other.person.id), actor.account, hall.clock.now());
    audit::record(db, hall,
                  audit::by(request, {.what = "not_double",
                                      .subject_kind = "member",
                                      .subject = one.member.id.value,
                                      .org = one.member.org,
                                      .detail = other.member.id.text()}));
    return other.member.id;
  });
  return http::created(http::json::object{{"id", said->text()}});
}

}  // namespace

void mount_records(http::Router& route, Hall& hall) {
  route.get("/api/v1/members/{id}", access::officer, hall, show);
  route.patch("/api/v1/members/{id}", access::clerk, hall, change_record);
  route.post("/api/v1/members/{id}/not-doubles", access::clerk, hall, say_not_double, {.makes_something = true});
}

}  // namespace unionhall::members
