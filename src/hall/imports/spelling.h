#pragma once
// How what is wrong is kept, and read again. Private to this room.
#include "hall/imports/imports.h"

namespace unionhall::imports {

std::string spelled(const TextParams& params);  // JSON; empty for none
TextParams params_of(const std::string& spelled);
/// Where a file cannot be read: its params, and sheet, row and column where they are known.
TextParams params_of(const sheets::Fault& fault);
std::string spelled(const RowKeys& rows);
RowKeys row_keys_of(const std::string& spelled);
Problem problem_of(std::uint64_t row, const Remark& remark);

}  // namespace unionhall::imports
