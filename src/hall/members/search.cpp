#include "hall/members/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/codes.h"
#include "base/text.h"

namespace unionhall::members {
namespace {

constexpr http::Form::TextLimits word_limits{.chars_min = 1, .chars_max = 60};

Numbering numbering(const Hall& hall) { return hall.settings.demo ? Numbering::demo : Numbering::real; }

/// A number that fits one kind of document may fit another: a person is looked for under each.
std::vector<people::DocumentKey> documents_of(std::string_view number, const Hall& hall) {
  std::vector<people::DocumentKey> documents;
  for (const auto type : {IdType::resident_id, IdType::hk_mo_residence_permit, IdType::tw_residence_permit, IdType::foreign_permanent_2023,
                          IdType::foreign_permanent_2017, IdType::hk_mo_travel_permit, IdType::tw_travel_permit, IdType::passport}) {
    const auto document = IdDocument::parse(type, number, numbering(hall), beijing_date(hall.clock.now()));
    if (!document) continue;
    std::ranges::move(people::all_keys_of(hall.keys, type, document->number()), std::back_inserter(documents));
  }
  return documents;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool set(std::string& field, std::string_view value) {
  if (!field.empty() && field != value) return false;
  field = value;
  return true;
}

bool counts_the_living(const Search& search) { return search.status == "alive"; }

/// A lone character is most people's family name or nobody's whole one.
bool says_enough(std::string_view words) {
  const auto grams = names::query_grams(words);
  return grams.size() > 1 || (grams.size() == 1 && text::length(grams.front()).value_or(0) > 1);
}

void read_words(http::Form& form, std::string_view field, Asked& asked) {
  const auto typed = form.optional_text(field, word_limits);
  if (!typed) return;
  if (!says_enough(*typed)) return form.fault(field, "words_too_short");
  asked.search.words = *typed;
}

}  // namespace

Typed guess(std::string_view typed, const Hall& hall) {
  const auto folded = text::folded(typed);
  if (!folded) return {.fault = "control_character"};
  const auto digits = std::ranges::count_if(*folded, [](char c) { return c >= '0' && c <= '9'; });
  if (digits < 4) {
    if (!says_enough(*folded)) return {.fault = "words_too_short"};
    return {.words = *folded};
  }
  Typed read;
  read.documents = documents_of(*folded, hall);
  if (const auto phone = Phone::parse(*folded, numbering(hall))) read.phones = people::all_keys_of(hall.keys, *phone);
  if (read.documents.empty() && read.phones.empty()) read.fault = "number_not_whole";
  return read;
}

Asked read_filters(http::Form& form, const Hall& hall) {
  Asked asked{.org = form.id<OrgId>("org")};
  auto& search = asked.search;

  if (const auto typed = form.optional_text("q", word_limits)) {
    auto read = guess(*typed, hall);
    if (!read.fault.empty()) form.fault("q", read.fault);
    search.words = std::move(read.words);
    asked.either = true;
    asked.documents = std::move(read.documents);
    asked.phones = std::move(read.phones);
  }
  read_words(form, "name", asked);
  if (const auto number = form.optional_text("id_number", word_limits)) {
    asked.either = false;
    asked.documents = documents_of(*number, hall);
    if (asked.documents.empty()) form.fault("id_number", "number_not_whole");
  }
  if (const auto number = form.optional_text("phone", word_limits)) {
    const auto phone = Phone::parse(*number, numbering(hall));
    if (!phone)
      form.fault("phone", "phone_not_whole");
    else
      asked.phones = people::all_keys_of(hall.keys, *phone);
  }
  asked.by_document = !asked.documents.empty();
  asked.by_phone = !asked.phones.empty();

  const auto status = form.word<Status>(
      "status",
      [&](std::string_view word) -> std::optional<Status> {
        if (word == "alive" || word == "ended") {
          search.status = word;
          return Status::active;  // not read
        }
        const auto known = db::from_word<Status>(word);
        if (known) search.status = word;
        return known;
      },
      false);
  const auto from = [&](std::string_view field, std::string& into, auto known) {
    const auto word = form.optional_text(field, word_limits);
    if (!word) return;
    if (!known(*word)) return form.fault(field, "unknown_word");
    into = *word;
  };
  from("verified", search.verified, [](std::string_view w) { return w == "yes" || w == "no"; });
  from("category", search.category, [](std::string_view w) { return codes::find_word(codes::occupation_group, w) != nullptr; });
  from("sex", search.sex, [](std::string_view w) { return db::from_word<people::Sex>(w).has_value(); });
  if (const auto band = form.optional_text("age", word_limits); band && !set_age(search, *band, beijing_date(hall.clock.now()))) {
    form.fault("age", "unknown_word");
  }
  if (const auto figure = form.optional_text("figure", word_limits); figure && !set_figure(search, *figure, status.has_value())) {
    form.fault("figure", "figure_without_members");
  }
  return asked;
}

std::string Asked::spoken() const {
  std::vector<std::string> parts;
  if (by_document) parts.emplace_back("id_number");
  if (by_phone) parts.emplace_back("phone");
  if (!search.words.empty()) parts.emplace_back("words");
  if (search.status != "alive") parts.push_back("status=" + search.status);
  for (const auto& [name, value] :
       {std::pair{"verified", search.verified}, {"method", search.verified_method}, {"category", search.category}, {"sex", search.sex}}) {
    if (!value.empty()) parts.push_back(fmt::format("{}={}", name, value));
  }
  if (search.born_from != 0 || search.born_to != 0 || search.born_unknown) parts.emplace_back("born");
  return fmt::format("{}", fmt::join(parts, " "));
}

bool set_age(Search& search, std::string_view band, Date today) {
  const auto known = figures::age_band(band);
  if (!known) return false;
  if (*known == figures::AgeBand::unknown) {
    search.born_unknown = true;
    return true;
  }
  const auto years = figures::years_of_birth(*known, today);
  search.born_from = std::max<std::int64_t>(years.from, 1) * 100 + 1;  // month 0 is unknown, and in no other band
  search.born_to = years.to * 100 + 12;
  return true;
}

bool set_figure(Search& search, std::string_view figure, bool status_given) {
  const auto rest = [&](std::string_view prefix) -> std::optional<std::string_view> {
    if (!figure.starts_with(prefix) || figure.size() == prefix.size()) return std::nullopt;
    return figure.substr(prefix.size());
  };
  if (const auto status = rest("members.status.")) {
    if (!db::from_word<Status>(*status) || (status_given && search.status != *status)) return false;
    search.status = *status;
    return true;
  }
  if (status_given && search.status != "alive") return false;  // the others count the living

  if (figure == "members") return true;
  if (figure == "verified") return set(search.verified, "yes");
  if (const auto method = rest("verified.method.")) return set(search.verified_method, *method) && set(search.verified, "yes");
  if (const auto category = rest("members.category.")) return set(search.category, *category);
  if (const auto sex = rest("members.sex.")) return set(search.sex, *sex);
  if (const auto year = rest("members.born.")) {
    const auto number = whole_number(*year);
    if (!number || *number < 0 || *number > 9999 || search.born_from != 0 || search.born_to != 0) return false;
    search.born_unknown = *number == 0;
    if (*number > 0) {
      search.born_from = *number * 100 + 1;
      search.born_to = *number * 100 + 12;
    }
    return true;
  }
  return false;
}

std::optional<std::int64_t> total_of(const Search& search, const std::map<std::string, std::int64_t>& figures) {
  if (!search.words.empty() || search.people) return std::nullopt;
  const auto value = [&](const std::string& figure) {
    const auto found = figures.find(figure);
    return found == figures.end() ? std::int64_t{0} : found->second;
  };
  const bool by_birth = search.born_from != 0 || search.born_to != 0 || search.born_unknown;
  const auto filters = int{!search.verified.empty() || !search.verified_method.empty()} + int{!search.category.empty()} +
                       int{!search.sex.empty()} + int{by_birth};
  if (search.status == "ended") {
    if (filters > 0) return std::nullopt;
    std::int64_t ended = 0;
    for (const auto status :
         {Status::withdrawn, Status::deemed_withdrawn, Status::expelled, Status::transferred_out, Status::deceased, Status::cancelled}) {
      ended += value(fmt::format("members.status.{}", db::word(status)));
    }
    return ended;
  }
  if (!counts_the_living(search)) return filters > 0 ? std::nullopt : std::optional(value("members.status." + search.status));
  if (filters == 0) return value("members");
  if (filters > 1) return std::nullopt;  // figures count one thing at a time

  if (!search.verified_method.empty()) return value("verified.method." + search.verified_method);
  if (search.verified == "yes") return value("verified");
  if (search.verified == "no") return value("members") - value("verified");
  if (!search.category.empty()) return value("members.category." + search.category);
  if (!search.sex.empty()) return value("members.sex." + search.sex);
  if (search.born_unknown) return value("members.born.0");
  std::int64_t born = 0;
  constexpr std::string_view prefix = "members.born.";
  for (auto at = figures.lower_bound(std::string(prefix)); at != figures.end() && at->first.starts_with(prefix); ++at) {
    const auto year = whole_number(std::string_view(at->first).substr(prefix.size())).value_or(0);
    if (year != 0 && year * 100 + 12 >= search.born_from && (search.born_to == 0 || year * 100 + 1 <= search.born_to)) born += at->second;
  }
  return born;
}

std::string to_text(const Search& s) {
  http::json::object json{{"region", s.region},
                          {"scope", s.scope_path},
                          {"words", s.words},
                          {"status", s.status},
                          {"verified", s.verified},
                          {"method", s.verified_method},
                          {"category", s.category},
                          {"sex", s.sex},
                          {"born_from", s.born_from},
                          {"born_to", s.born_to},
                          {"born_unknown", s.born_unknown}};
  if (s.people) {
    http::json::array ids;
    for (const auto& id : *s.people) ids.emplace_back(id.value);
    json["people"] = std::move(ids);
  }
  return http::json::serialize(json);
}

Search search_of(std::string_view text) {
  const auto json = http::json::parse(text).as_object();
  const auto words = [&](const char* name) { return std::string(json.at(name).as_string()); };
  Search s{.region = json.at("region").as_int64(),
           .scope_path = words("scope"),
           .words = words("words"),
           .people = {},
           .status = words("status"),
           .verified = words("verified"),
           .verified_method = words("method"),
           .category = words("category"),
           .sex = words("sex"),
           .born_from = json.at("born_from").as_int64(),
           .born_to = json.at("born_to").as_int64(),
           .born_unknown = json.at("born_unknown").as_bool()};
  if (const auto* ids = json.if_contains("people")) {
    s.people.emplace();
    for (const auto& id : ids->as_array()) s.people->push_back(PersonId{id.as_int64()});
  }
  return s;
}

}  // namespace unionhall::members
