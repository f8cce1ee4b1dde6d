#pragma once
// What the caller would rather have (RFC 9110 §12.5).
#include <string_view>

#include "http/http.h"

namespace unionhall::http {

/// The language of Accept-Language with the greatest weight that we speak; zh-CN when it names none.
Language preferred_language(std::string_view accept_language);

/// Whether Accept-Encoding takes `coding` ("br", "gzip"). Not named is not taken: the plain file is always right.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

/// "application/json" of "Application/JSON; charset=utf-8".
std::string media_type(std::string_view content_type);

}  // namespace unionhall::http
