#include "app/own_pages.h"

#include <algorithm>
#include <span>

#include "app/front.h"

namespace unionhall::app {
namespace {

namespace json = http::json;

constexpr std::string_view for_programs[] = {"id",
                                             "key",
                                             "digest",
                                             "own",
                                             "next",
                                             "steps",
                                             "cases.version",
                                             "cases.type",
                                             "cases.state",
                                             "track.state",
                                             "notices.case",
                                             "notices.org",
                                             "form.member",
                                             "form.repeats",
                                             "form.export",
                                             "sources.import",
                                             "sources.batch",
                                             "sources.person"};
/// Whose words say what they are: "工会干部", a union's name.
constexpr std::string_view without_label[] = {"roles.word",
                                              "roles.org",
                                              "org.name",
                                              "level",
                                              "sessions.kind",
                                              "verified.state",
                                              "sources.kind",
                                              "label",
                                              "who.role",
                                              "who.org",
                                              "who.name",
                                              "what",
                                              "party",
                                              "changed.field",
                                              "fields.field",
                                              "channel.kind",
                                              "from.name",
                                              "channel.name",
                                              "attachments.name",
                                              "attachments.kind",
                                              "union.name",
                                              "issuer.name",
                                              "note.state",
                                              "consents.kind",
                                              "given",
                                              "notices.title",
                                              "text",
                                              "appeal_stories.state",
                                              "came_from.name"};
constexpr std::string_view sections_first[] = {"account", "record", "cases", "looks", "consents", "notices"};
/// When something was: the first of these that is there stands before a line of a list.
constexpr std::string_view times[] = {"at", "signed_in_at", "since", "date", "changed_on"};

/// Whether the path ends in one of these.
bool stands_among(std::span<const std::string_view> ends, std::string_view path) {
  return std::ranges::any_of(ends, [&](std::string_view one) { return path == one || path.ends_with("." + std::string(one)); });
}

std::string last_of(std::string_view path) { return std::string(path.substr(path.rfind('.') + 1)); }

/// What is in the texts under the longest end of the path.
std::optional<std::string> told(std::string_view before, std::string_view path, std::string_view after, http::Language language) {
  const auto& texts = http::Texts::global();
  while (true) {
    const auto key = std::string(before).append(path).append(after);
    if (texts.has(key)) return texts.text(key, language);
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    path.remove_prefix(dot + 1);
  }
}

std::string_view code_set_of(std::string_view name) {
  if (name == "category") return "occupation";
  if (name == "cause") return "change_cause";
  if (name == "method" || name == "by") return "verification_method";
  return name;
}

/// "2026-07-15 14:20" of a moment; nothing of what is none.
std::optional<std::string> moment(std::string_view text) {
  if (text.size() != 29 || text[10] != 'T' || !text.ends_with("+08:00") || !parse_iso_date(text.substr(0, 10))) return std::nullopt;
  return std::string(text.substr(0, 10)) + " " + std::string(text.substr(11, 5));
}

class Telling {
 public:
  explicit Telling(http::Language language) : language_(language) {}

  std::string words(std::string_view key, const TextParams& params = {}) const {
    return http::Texts::global().text("own_data." + std::string(key), language_, params);
  }
  std::string label(const std::string& path) const { return own_label(path, language_).value_or(last_of(path)); }

  print::Booklet::Section section(const std::string& name, const json::value& value) const {
    print::Booklet::Section section{.heading = label(name)};
    if (const auto* object = value.if_object()) {
      section.entries = entries_of(name, *object);
    } else if (const auto* array = value.if_array()) {
      section.entries = entries_of(name, *array);
    }
    if (section.entries.empty()) section.says = words("nothing");
    return section;
  }

 private:
  /// Its own facts, then each part under a title.
  std::vector<print::Booklet::Entry> entries_of(const std::string& path, const json::object& object) const {
    print::Booklet::Entry own;
    std::vector<print::Booklet::Entry> parts;
    for (const auto& [name, value] : object) {
      const auto inside = path + "." + std::string(name);
      if (!is_told(inside)) continue;
      if (const auto* part = value.if_object()) {
        parts.push_back({label(inside), facts_of(inside, *part)});
      } else if (const auto* list = value.if_array()) {
        if (list->empty()) continue;
        parts.push_back({label(inside), {}});
        for (const auto& one : *list) parts.back().facts.push_back(line_of(inside, one));
      } else if (auto says = said(inside, value); !says.empty()) {
        own.facts.push_back({label(inside), std::move(says)});
      }
    }
    if (!own.facts.empty()) parts.insert(parts.begin(), std::move(own));
    return parts;
  }

  /// What holds lists of its own is an entry, all others are lines of one.
  std::vector<print::Booklet::Entry> entries_of(const std::string& path, const json::array& list) const {
    std::vector<print::Booklet::Entry> entries;
    for (const auto& one : list) {
      const auto* object = one.if_object();
      if (object && std::ranges::any_of(*object, [](const auto& member) { return member.value().is_array(); })) {
        entries.push_back({said(path + ".type_label", object->contains("type_label") ? object->at("type_label") : json::value()),
                           facts_of(path, *object, "type_label")});
      } else {
        if (entries.empty()) entries.emplace_back();
        entries.back().facts.push_back(line_of(path, one));
      }
    }
    return entries;
  }

  std::vector<print::Booklet::Fact> facts_of(const std::string& path, const json::object& object, std::string_view but_not = {}) const {
    std::vector<print::Booklet::Fact> facts;
    for (const auto& [name, value] : object) {
      const auto inside = path + "." + std::string(name);
      if (name == but_not || !is_told(inside)) continue;
      if (auto says = said(path_of_value(path, object, name), value); !says.empty()) facts.push_back({label(inside), std::move(says)});
    }
    return facts;
  }

  print::Booklet::Fact line_of(const std::string& path, const json::value& value) const {
    const auto* object = value.if_object();
    if (!object) return {"", said(path, value)};
    const auto* const when = std::ranges::find_if(times, [&](std::string_view name) { return object->contains(name); });
    if (when == std::end(times)) return {"", in_one(path, *object, {})};
    return {said(path + "." + std::string(*when), object->at(*when)), in_one(path, *object, *when)};
  }

  std::string in_one(const std::string& path, const json::object& object, std::string_view but_not) const {
    std::string all;
    for (const auto& [name, says] : facts_of(path, object, but_not)) {
      if (!all.empty()) all += words("between");
      all += name.empty() ? says : name + words("colon") + says;
    }
    return all;
  }

  std::string said(const std::string& path, const json::value& value) const {
    if (const auto* object = value.if_object()) return in_one(path, *object, {});
    if (const auto* list = value.if_array()) {
      std::string lines;
      for (const auto& one : *list) lines += (lines.empty() ? "" : "\n") + said(path, one);
      return lines;
    }
    if (const auto* yes = value.if_bool()) {
      const std::string_view word = *yes ? "true" : "false";
      return own_word(path, word, language_).value_or(words("word." + std::string(word)));
    }
    if (value.is_null()) return "";
    if (!value.is_string()) return json::serialize(value);
    const std::string text(value.as_string());
    if (text.empty()) return "";
    if (last_of(path) == "field") return own_label("record.person." + text, language_).value_or(text);
    if (auto word = own_word(path, text, language_)) return *std::move(word);
    return moment(text).value_or(text);
  }

  /// A correction says of a field what stands there now and what should: in the words of that field.
  static std::string path_of_value(const std::string& path, const json::object& object, std::string_view name) {
    const auto* const field = object.if_contains("field");
    if (field && field->is_string() && (name == "now" || name == "wanted")) return path + "." + std::string(field->as_string());
    return path + "." + std::string(name);
  }

  http::Language language_;
};

}  // namespace

bool is_told(std::string_view path) { return !stands_among(for_programs, path); }

std::optional<std::string> own_label(std::string_view path, http::Language language) {
  if (stands_among(without_label, path)) return "";
  return told("own_data.", path, "", language);
}

std::optional<std::string> own_word(std::string_view path, std::string_view word, http::Language language) {
  if (auto own = told("own_data.word.", path, "." + std::string(word), language)) return own;
  const auto matter = "appeals.category." + std::string(word);
  if (last_of(path) == "category" && http::Texts::global().has(matter)) return http::Texts::global().text(matter, language);
  static const std::map<http::Language, json::object> sets{{http::Language::zh_cn, code_sets(http::Language::zh_cn)},
                                                           {http::Language::en, code_sets(http::Language::en)}};
  const auto* const set = sets.at(language).if_contains(code_set_of(last_of(path)));
  if (!set) return std::nullopt;
  for (const auto& code : set->as_array()) {
    if (code.at("word").as_string() == word) return std::string(code.at("label").as_string());
  }
  return std::nullopt;
}

print::Booklet own_pages(const json::object& data, http::Language language) {
  const Telling telling(language);
  const TextParams params{{"hall", std::string(data.at("hall").as_string())},
                          {"at", moment(data.at("made_at").as_string()).value_or(std::string(data.at("made_at").as_string()))}};
  print::Booklet pages{.title = telling.words("title"),
                       .subtitle = telling.words("subtitle", params),
                       .says = telling.words("about"),
                       .sections = {},
                       .page_of = telling.words("page_of")};
  for (const auto name : sections_first) {
    if (const auto* section = data.if_contains(name)) pages.sections.push_back(telling.section(std::string(name), *section));
  }
  for (const auto& [name, section] : data) {
    if (name == "hall" || name == "made_at" || std::ranges::find(sections_first, std::string_view(name)) != std::end(sections_first)) {
      continue;
    }
    pages.sections.push_back(telling.section(std::string(name), section));
  }
  return pages;
}

}  // namespace unionhall::app
