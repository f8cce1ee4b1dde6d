#pragma once
// What the hall keeps about somebody (access::own_data), for whoever is no programmer: the facts of the file under headings and in
// words, masked as they are there.
//
// A name in the file finds its words by where it stands: "own_data.record.person.name", else "own_data.person.name", else
// "own_data.name". A word of a list likewise, with its own name last: "own_data.word.roles.word.chair"; after these come the word
// lists of the forms (code_sets). What has no words is told as it stands, so that nothing is left out, and a test finds it.
#include <optional>
#include <string>

#include "hall/hall.h"
#include "print/print.h"

namespace unionhall::app {

/// `data` as GET /me/data has it.
print::Booklet own_pages(const http::json::object& data, http::Language language);

/// False of what is there for programs alone: ids, versions, digests, what stands there a second time, and what her app may do next.
bool is_told(std::string_view path);
/// Empty where the value says it all.
std::optional<std::string> own_label(std::string_view path, http::Language language);
std::optional<std::string> own_word(std::string_view path, std::string_view word, http::Language language);

void add_own_words();

/// GET /api/v1/me/data
void mount_own_data(http::Router& route, Hall& hall);

}  // namespace unionhall::app
