#pragma once
// Who has come to the age of retirement (到龄): a suggestion to her union, which asks her and then asks for retention. Nothing is done
// by itself.
#include "hall/hall.h"

namespace unionhall::members {

/// The month (YYYYMM) in which somebody born in this one may retire.
/// Source: 全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13), in force on 2025-01-01. Not counted here: retiring earlier
/// or later by choice, and other ages of some trades.
std::int64_t retires_in(const RetirementAge& age, std::int64_t birth_month);

/// The youngest month of birth (YYYYMM) whose month of retirement has come by `today`.
std::int64_t youngest_retired(const RetirementAge& age, Date today);

}  // namespace unionhall::members
