#include "services/appeals/categories.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace unionhall::appeals {
namespace {

using enum NationalClass;

constexpr std::array table{
    Category{"wages.arrears", petition, "欠薪 拖欠 工资没发 不发工资 没发工资 讨薪 工钱"},
    Category{"wages.deductions", petition, "克扣 扣工资 扣钱 罚款"},
    Category{"wages.overtime_pay", petition, "加班费 加班工资"},
    Category{"wages.piece_rate", petition, "计件 单价 提成"},
    Category{"contract.none_signed", petition, "没签合同 未签 不签合同 劳动合同"},
    Category{"contract.dismissal", petition, "辞退 解雇 开除 解除合同 裁员 辞职"},
    Category{"contract.compensation", petition, "补偿金 经济补偿 赔偿金"},
    Category{"insurance.unpaid", petition, "社保 没交社保 养老保险 医保 断缴 少缴"},
    Category{"insurance.work_injury", petition, "工伤 受伤 摔伤"},
    Category{"insurance.housing_fund", petition, "公积金"},
    Category{"hours.too_long", petition, "超时 加班 连轴转 工作时间 通宵"},
    Category{"hours.leave", petition, "休假 年假 请假 调休 休息"},
    Category{"hours.women", petition, "产假 哺乳 孕期 怀孕 女职工 母婴"},
    Category{"safety.hazard", petition, "隐患 危险 安全帽 漏电 消防 事故"},
    Category{"safety.disease", petition, "职业病 粉尘 噪声 噪音 有毒"},
    Category{"safety.heat", service, "高温 太热 天热 中暑 空调 防暑 降温"},
    Category{"safety.equipment", petition, "防护 劳保 手套 口罩 工作服"},
    Category{"living.canteen", service, "食堂 饭菜 绿豆汤 伙食 吃饭 热饭 开水"},
    Category{"living.housing", service, "宿舍 住宿 租房"},
    Category{"living.commute", service, "班车 通勤 停车 充电 换电 上下班"},
    Category{"living.childcare", service, "托管 孩子 暑假班 幼儿园 接送"},
    Category{"hardship.illness", service, "大病 住院 手术 医药费"},
    Category{"hardship.schooling", service, "助学 学费 上大学"},
    Category{"hardship.relief", service, "困难 救助 帮扶 生活费"},
    Category{"legal_aid", legal_aid, "法律援助 律师 仲裁 起诉 打官司"},
    Category{"union.joining", service, "入会 加入工会"},
    Category{"union.transfer", service, "转会 会籍"},
    Category{"union.dues", service, "会费"},
    Category{"union.card", service, "会员卡 工会卡"},
    Category{"union.election", service, "换届 选举"},
    Category{"platform.dispatch", petition, "派单 抢单 接单 平台 站长"},
    Category{"platform.fines", petition, "超时扣款 差评 平台罚款"},
    Category{"platform.blocked", petition, "封号 拉黑 账号"},
    Category{"platform.insurance", petition, "骑手保险 意外险"},
    Category{"mind", service, "压力 心理 焦虑 失眠 抑郁"},
    Category{"suggestion", suggestion, "建议 希望 能不能 可不可以"},
    Category{"other", question},
};

/// What weighs nothing beside a matter: the tone of a wish.
constexpr bool is_tone(std::string_view category) { return category == "suggestion" || category == "other"; }

}  // namespace

std::span<const Category> categories() { return table; }

const Category* find_category(std::string_view word) {
  const auto found = std::ranges::find(table, word, &Category::word);
  return found == table.end() ? nullptr : &*found;
}

std::string_view group_of(std::string_view category) { return category.substr(0, category.find('.')); }

Hints built_in_hints() {
  Hints hints;
  for (const auto& category : table) {
    for (const auto word : category.hints | std::views::split(' ')) {
      if (!word.empty()) hints.emplace(std::string(word.begin(), word.end()), category.word);
    }
  }
  return hints;
}

Suggestion suggest(std::string_view text, const Hints& hints) {
  struct Found {
    std::size_t weight = 0;
    std::vector<std::string> words;
  };
  std::map<std::string_view, Found> found;
  for (const auto& [word, category] : hints) {
    if (category.empty() || text.find(word) == std::string_view::npos) continue;
    auto& one = found[category];
    one.weight += word.size();
    one.words.push_back(word);
  }
  const auto better = [](const auto& a, const auto& b) {
    return std::tuple(!is_tone(a.first), a.second.weight, b.first) > std::tuple(!is_tone(b.first), b.second.weight, a.first);
  };
  const auto best = std::ranges::min_element(found, better);
  if (best == found.end()) return {};
  auto words = best->second.words;
  std::ranges::sort(words, [](const auto& a, const auto& b) { return std::tuple(b.size(), a) < std::tuple(a.size(), b); });
  return {.category = std::string(best->first), .words = std::move(words)};
}

}  // namespace unionhall::appeals
