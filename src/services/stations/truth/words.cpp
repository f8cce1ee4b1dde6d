#include "http/http.h"
#include "services/stations/truth/truth.h"

namespace unionhall::stations::truth {

void add_words() {
  http::Texts::global().add({
      {"stations.said_before", "您今天已经说过了，管理单位看得到，谢谢", "You have said so today, and its keeper sees it. Thank you"},
      {"stations.wrong_door", "这不是这个驿站门口的码，请扫门口的那一个", "That code is not at this station's door. Scan the one that is"},
      {"stations.nothing_to_settle", "没有要处理的问题，刷新后再看", "There is nothing to settle. Load the page again"},
      {"stations.dismissed_without_reason", "请写明为什么不属实", "Say why it is not so"},
      {"stations.reported_too_often", "这里报得太多了，{minutes} 分钟后再试", "Too many reports from here. Try again in {minutes} min"},

      {"notices.count.stations.doubts", "{count} 个驿站有人说有问题", "{count} stations are said to have a fault"},
      {"notices.count.stations.checks", "{count} 个驿站该做年度检查", "The yearly check of {count} stations is due"},

      {"notices.stations.doubted.locked.title", "有人说驿站门锁着", "A station is said to be locked"},
      {"notices.stations.doubted.locked.text", "{station}（{code}）：{people} 人说门锁着。它已排到后面，请去看看再处理。",
       "{station} ({code}): {people} people say that it is locked. It stands further down the list. Please have a look and settle it."},
      {"notices.stations.doubted.gone.title", "有人说驿站不在了", "A station is said to be gone"},
      {"notices.stations.doubted.gone.text", "{station}（{code}）：{people} 人说找不到。它已排到后面，请去看看再处理。",
       "{station} ({code}): {people} people could not find it. It stands further down the list. Please have a look and settle it."},
      {"notices.stations.doubted.facility_missing.title", "有人说驿站的设施没有了", "A facility is said to be missing"},
      {"notices.stations.doubted.facility_missing.text", "{station}（{code}）：{people} 人说设施没有或坏了。它已排到后面，请去看看再处理。",
       "{station} ({code}): {people} people miss a facility. It stands further down the list. Please have a look and settle it."},
      {"notices.stations.doubted.turned_away.title", "有人说驿站不让进", "People say that they were turned away"},
      {"notices.stations.doubted.turned_away.text", "{station}（{code}）：{people} 人说不让进。它已排到后面，请去看看再处理。",
       "{station} ({code}): {people} people were turned away. It stands further down the list. Please have a look and settle it."},

      {"notices.stations.unsettled.locked.title", "驿站的问题还没有处理", "A station's fault is not settled"},
      {"notices.stations.unsettled.locked.text", "{station}（{code}）：{people} 人说门锁着，管理单位还没有处理。",
       "{station} ({code}): {people} people say that it is locked, and its keeper has not settled it."},
      {"notices.stations.unsettled.gone.title", "驿站的问题还没有处理", "A station's fault is not settled"},
      {"notices.stations.unsettled.gone.text", "{station}（{code}）：{people} 人说找不到，管理单位还没有处理。",
       "{station} ({code}): {people} people could not find it, and its keeper has not settled it."},
      {"notices.stations.unsettled.facility_missing.title", "驿站的问题还没有处理", "A station's fault is not settled"},
      {"notices.stations.unsettled.facility_missing.text", "{station}（{code}）：{people} 人说设施没有或坏了，管理单位还没有处理。",
       "{station} ({code}): {people} people miss a facility, and its keeper has not settled it."},
      {"notices.stations.unsettled.turned_away.title", "驿站的问题还没有处理", "A station's fault is not settled"},
      {"notices.stations.unsettled.turned_away.text", "{station}（{code}）：{people} 人说不让进，管理单位还没有处理。",
       "{station} ({code}): {people} people were turned away, and its keeper has not settled it."},
  });
}

}  // namespace unionhall::stations::truth
