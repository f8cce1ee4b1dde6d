#pragma once
#include "http/http.h"

namespace unionhall::http {

/// The folder whose mount is the longest beginning of `path`.
const StaticFiles* folder_of(const std::vector<StaticFiles>& folders, std::string_view path);

/// The file that GET or HEAD of `request.path` names below `folder`; 404 when there is none.
Response send_file(const StaticFiles& folder, const Request& request);

}  // namespace unionhall::http
