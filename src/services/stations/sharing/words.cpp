#include "http/http.h"
#include "services/stations/sharing/sharing.h"

namespace unionhall::stations::sharing {

void add_words() {
  http::Texts::global().add({
      {"stations.card.kind", "工会驿站 · 免费歇脚", "Workers' station · free to rest"},
      {"stations.card.hours", "开放时间", "Open"},
      {"stations.card.facilities", "有什么", "Has"},
      {"stations.card.address", "在哪里", "Where"},
      {"stations.card.scan", "扫码看开没开、怎么走", "Scan: open now, and the way"},

      {"stations.sign.title", "工会驿站", "Workers' station"},
      {"stations.sign.confirm", "开着", "Open"},
      {"stations.sign.confirm_says", "扫码说一声，后来的人放心", "scan and say so, for whoever comes next"},
      {"stations.sign.report", "有问题", "A fault"},
      {"stations.sign.report_says", "门锁着、设施坏了，扫码告诉我们", "locked, broken: scan and tell us"},
      {"stations.sign.join", "入会", "Join"},
      {"stations.sign.join_says", "扫同一个码，不到 60 秒", "the same code, less than 60 seconds"},
      {"stations.sign.or_type", "或打开 {host} 输入", "or open {host} and type"},
      {"stations.sign.footer", "驿站编号 {code}。不登录也能用；手机只说在不在附近，不传位置。",
       "Station {code}. Works without signing in; your phone says only whether you are near, never where."},

      {"stations.hours.always", "全天开放", "Day and night"},
      {"stations.hours.closed", "休息", "closed"},
      {"stations.hours.daily", "每天", "Daily"},
      {"stations.hours.days", "{from}至{to}", "{from} to {to}"},
      {"stations.hours.day0", "周一", "Monday"},
      {"stations.hours.day1", "周二", "Tuesday"},
      {"stations.hours.day2", "周三", "Wednesday"},
      {"stations.hours.day3", "周四", "Thursday"},
      {"stations.hours.day4", "周五", "Friday"},
      {"stations.hours.day5", "周六", "Saturday"},
      {"stations.hours.day6", "周日", "Sunday"},
      {"stations.hours.holidays", "法定节假日", "Public holidays"},
      {"stations.hours.next_day", "次日 {time}", "{time} the next day"},
      {"stations.hours.changing", "随季节调整，扫码看今天", "Changes with the season; scan for today"},

      {"stations.facility.water", "饮水", "Water"},
      {"stations.facility.seats", "桌椅", "Seats"},
      {"stations.facility.climate", "空调", "Cool and warm"},
      {"stations.facility.charging", "手机充电", "Phone charging"},
      {"stations.facility.microwave", "微波炉", "Microwave"},
      {"stations.facility.first_aid", "应急药箱", "First-aid box"},
      {"stations.facility.multi_socket", "插座", "Sockets"},
      {"stations.facility.toilet", "卫生间", "Toilet"},
      {"stations.facility.fridge", "冰箱", "Fridge"},
      {"stations.facility.locker", "储物柜", "Lockers"},
      {"stations.facility.tv", "电视", "TV"},
      {"stations.facility.wifi", "无线网", "Wi-Fi"},
      {"stations.facility.books", "书报", "Books and papers"},
      {"stations.facility.tools", "工具箱", "Tools"},
      {"stations.facility.tyre_pump", "打气筒", "Tyre pump"},
      {"stations.facility.umbrella", "雨具", "Umbrellas"},
      {"stations.facility.shower", "淋浴", "Shower"},
      {"stations.facility.changing_room", "更衣室", "Changing room"},
      {"stations.facility.nursing_room", "母婴室", "Nursing room"},
      {"stations.facility.aed", "AED", "AED"},
      {"stations.facility.blood_pressure", "血压计", "Blood-pressure meter"},
      {"stations.facility.printer", "打印", "Printer"},
      {"stations.facility.ebike_charging", "电动车充电", "E-bike charging"},
      {"stations.facility.battery_swap", "换电", "Battery swap"},
      {"stations.facility.truck_parking", "货车停车", "Lorry parking"},
      {"stations.facility.meals", "优惠餐", "Meals"},
      {"stations.facility.haircut", "理发", "Haircuts"},
      {"stations.facility.legal_advice", "法律咨询", "Legal advice"},
      {"stations.facility.counselling", "心理咨询", "Counselling"},
      {"stations.facility.volunteers", "志愿服务", "Volunteers"},
  });
}

}  // namespace unionhall::stations::sharing
