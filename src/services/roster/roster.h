#pragma once
// Rosters (名册): what the official collection forms say becomes unions and members.
//
//   会员信息采集表        members   columns A–T, and our three beside them: 工会名称, 工会统一社会信用代码, 职业群体
//   工会组织信息采集表    orgs      columns A–Q
//   工会工作者名单        officers  姓名, 移动电话, 工会统一社会信用代码 or 工会名称, 职务/角色, 处室; our own, for the command line
//
// Basis: 推进基层工会组织和工会会员实名制管理工作方案 (总工办发〔2017〕14号) and the provinces' forms to it.
#include "hall/hall.h"
#include "hall/imports/imports.h"

namespace unionhall::roster {

imports::Kind members_kind();
imports::Kind orgs_kind();
imports::Kind officers_kind();

/// What an import kept of a person (import_changes.before_sealed), sealed anew with what is sealed inside it.
std::string resealed_image(const crypto::Keyring& keys, PersonId person, const std::string& sealed_image);

/// Makes them known to hall/imports, and the words for what can be wrong with a row.
void offer();

}  // namespace unionhall::roster
