#include "http/http.h"
#include "services/stations/stations.h"

namespace unionhall::stations {

void add_words() {
  http::Texts::global().add({
      {"stations.not_found", "没有这个驿站，或者它已经不再开放", "There is no such station, or it is gone"},
      {"stations.keeper_dissolved", "管理单位已经撤销，请选别的工会", "The union that keeps it has been dissolved. Choose another"},
      {"stations.not_from_here", "驿站现在的状态不能这样改，请刷新后再看",
       "From where it stands this step does not lead on. Load the page again"},
      {"stations.reason_missing", "请写明原因，找驿站的人看得到", "Say why; whoever looks for it reads that"},
      {"stations.until_passed", "恢复开放的日期已经过去，请改一个以后的日期", "That day is over. Choose one that is to come"},
      {"stations.changed_meanwhile", "有人刚刚改过这个驿站，请刷新后再改",
       "Somebody has just changed it. Load the page again, then change it"},
      {"stations.closed", "驿站已经撤销，不能再改", "It has been closed for good; nothing of it changes any more"},
      {"stations.enough_photos", "照片已经有 12 张，先删掉几张", "There are 12 photos. Remove some first"},
      {"stations.no_picture", "这不是能打开的照片，请换一张", "This is no picture that can be opened. Choose another"},
      {"stations.photo_of_what", "请选照片拍的是门外、室内还是门牌", "Say whether it shows the outside, the inside or the sign"},
      {"form.no_such_place", "位置不对", "No such place"},
      {"form.hours_unreadable", "开放时间在 {place} 这里读不懂", "The hours cannot be read at {place}"},
      {"form.not_a_phone", "电话只写数字、空格和横线", "Write a phone number with digits, spaces and hyphens alone"},
  });
}

}  // namespace unionhall::stations
