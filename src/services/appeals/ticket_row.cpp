// What stands in a row of a hotline's export.
#include <algorithm>
#include <array>

#include "base/id_document.h"
#include "base/names.h"
#include "base/text.h"
#include "services/appeals/tickets.h"

namespace unionhall::appeals::tickets {
namespace {

using imports::Outcome;

constexpr std::size_t number_chars_max = 60, words_chars_max = 2000, place_chars_max = 100, called_chars_max = 40;

/// The first of these whose word stands in what was written.
template <class E, std::size_t n>
std::optional<E> told_by(const std::array<std::pair<std::string_view, E>, n>& words, std::string_view written) {
  const auto found = std::ranges::find_if(words, [&](const auto& one) { return written.contains(one.first); });
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

constexpr std::array<std::pair<std::string_view, Kind>, 7> kinds{{{"咨询", Kind::question},
                                                                  {"投诉", Kind::complaint},
                                                                  {"举报", Kind::complaint},
                                                                  {"建议", Kind::suggestion},
                                                                  {"意见", Kind::suggestion},
                                                                  {"求助", Kind::help},
                                                                  {"帮扶", Kind::help}}};
constexpr std::array<std::pair<std::string_view, Channel>, 6> channels{{{"来访", Channel::visit},
                                                                        {"信", Channel::letter},
                                                                        {"驿站", Channel::station},
                                                                        {"走访", Channel::field_worker},
                                                                        {"转", Channel::forwarded},
                                                                        {"12345", Channel::forwarded}}};

class Reading {
 public:
  Reading(const imports::Row& row, Numbering numbering) : cells_(row), numbering_(numbering) {}

  Read run() {
    auto& ticket = result_.ticket;
    ticket.number = text(Column::number, number_chars_max, Outcome::refused);
    ticket.words = text(Column::words, words_chars_max, Outcome::refused);
    if (ticket.number.empty()) remark(Column::number, "ticket_number_missing", Outcome::refused);
    if (text::length(ticket.words).value_or(0) < 2) remark(Column::words, "ticket_words_missing", Outcome::refused);
    ticket.called = text(Column::called, called_chars_max, Outcome::warning);
    ticket.place = text(Column::place, place_chars_max, Outcome::warning);
    ticket.category = text(Column::category, words_chars_max, Outcome::warning);
    ticket.union_ = text(Column::union_, names::union_chars_max, Outcome::refused);
    ticket.kind = told_by(kinds, folded(Column::kind)).value_or(Kind::demand);
    ticket.channel = told_by(channels, folded(Column::channel)).value_or(Channel::hotline);
    const auto urgency = folded(Column::urgency);
    ticket.urgent = urgency.contains("急") && !urgency.contains("不急") && !urgency.contains("非紧急");
    const auto nameless = folded(Column::nameless);
    ticket.nameless = nameless == "是" || nameless == "匿名" || nameless == "保密";
    read_caller();
    read_phone();
    return std::move(result_);
  }

 private:
  std::string folded(Column column) const { return text::folded(cells_.values[static_cast<std::size_t>(column)]).value_or(""); }

  void remark(Column column, std::string code, Outcome outcome, std::string shown = "") {
    result_.remarks.push_back({.column = static_cast<int>(column),
                               .code = std::move(code),
                               .outcome = outcome,
                               .topic = column == Column::union_ ? imports::Topic::union_ : imports::Topic::other,
                               .shown = std::move(shown)});
  }

  /// Empty, with a remark, where it is too long or holds what no text holds.
  std::string text(Column column, std::size_t chars_max, Outcome outcome) {
    const auto read = text::folded(cells_.values[static_cast<std::size_t>(column)]);
    const bool fits = read && text::length(*read).value_or(chars_max + 1) <= chars_max;
    if (!fits) remark(column, read ? "ticket_too_long" : "ticket_bad_character", outcome);
    return fits ? *read : "";
  }

  /// What is no name or no mobile phone is left out, and said; the appeal comes all the same.
  void read_caller() {
    const auto written = folded(Column::caller);
    if (written.empty()) return;
    const auto name = names::person_name(written);
    if (!name) return remark(Column::caller, "ticket_caller_left_out", Outcome::warning, names::masked(written));
    result_.ticket.caller = *name;
  }

  void read_phone() {
    const auto written = folded(Column::phone);
    if (written.empty()) return;
    const auto phone = Phone::parse(written, numbering_);
    if (!phone) return remark(Column::phone, "ticket_phone_left_out", Outcome::warning, IdDocument::mask(written));
    result_.ticket.phone = *phone;
  }

  const imports::Row& cells_;
  Numbering numbering_;
  Read result_;
};

}  // namespace

const std::vector<sheets::Column>& columns() {
  static const std::vector<sheets::Column> all{
      {"number", {"工单编号", "工单号", "诉求编号", "受理编号", "编号"}, true},
      {"words", {"诉求内容", "诉求描述", "工单内容", "反映内容", "内容"}, true},
      {"caller", {"来电人", "来电人姓名", "诉求人", "反映人", "联系人", "姓名"}},
      {"phone", {"联系电话", "来电号码", "联系方式", "手机号", "电话"}},
      {"called", {"来电时间", "受理时间", "登记时间", "诉求时间"}},
      {"category", {"诉求分类", "诉求类别", "问题分类", "工单分类"}},
      {"kind", {"诉求类型", "工单类型", "诉求性质"}},
      {"urgency", {"紧急程度", "紧急情况", "是否紧急"}},
      {"union", {"所属单位", "所属工会", "承办单位", "承办工会", "区县", "所属区县", "所属地区"}},
      {"channel", {"渠道", "诉求渠道", "来源", "诉求来源", "受理渠道"}},
      {"place", {"地址", "事发地址", "事发地点", "诉求地址"}},
      {"nameless", {"是否匿名", "是否保密", "匿名"}},
  };
  return all;
}

Read read(const imports::Row& row, Numbering numbering) { return Reading(row, numbering).run(); }

const Category* named_category(std::string_view written) {
  const auto& texts = http::Texts::global();
  const auto label = [&](std::string_view word) { return texts.text("appeals.category." + std::string(word), http::Language::zh_cn); };
  const auto found = std::ranges::find_if(categories(), [&](const Category& one) {
    const auto matter = label(one.word), group = label(group_of(one.word));
    if (written == matter) return true;
    return written.starts_with(group) && written.ends_with(matter) && written.size() > group.size() + matter.size();
  });
  return written.empty() || found == categories().end() ? nullptr : &*found;
}

}  // namespace unionhall::appeals::tickets
