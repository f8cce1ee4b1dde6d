// The two official forms, filled in: their sheets, title rows and headers as they are published, and the sheet with the lists to choose from.
import { xlsxOf, type Row } from './xlsx'

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const memberHeader = [
  '序号', '姓名', '性别', '出生日期（格式：yyyy/MM/dd）', '民族', '就业状况', '有效证件类别', '证件号码\r\n(填写18位身份证)', '学历', '技术等级', '移动电话', '户籍类型', '户籍所在地',
  '会籍变化类型', '会籍变化日期（格式：yyyy/MM/dd）', '会籍变化原因', '政治面貌', '工作单位', '籍贯', '是否农民工会员\r\n填写“是”或“否”',
]
const unionHeader = [
  '', '单位名称', '单位法人和其他组织统一社会信用代码', '单位地址', '单位所在政区', '单位性质类别', '经济类型', '单位所属行业', '职工人数', '工会名称',
  '工会法人和其他组织统一社会信用代码', '上级工会名称', '建会日期（格式：yyyy/MM/dd）', '基层工会类型', '会员人数', '工会负责人', '联系电话',
]

/** 会员信息采集表: a header in row 4, the union in the cell of its label (they are merged), a remark below the people. */
export function memberForm(union: string, people: readonly Row[]): Buffer {
  return xlsxOf({
    会员信息: [
      ['附件四'],
      ['陕西省工会会员信息采集表'],
      [`填表单位（盖章）：${union}`, ...Array<string>(10).fill(''), '     单位负责人(签字)：'],
      memberHeader,
      ...numbered(people),
      ['填表说明：\r\n1、此表所列项目均为必填项；'],
    ],
    下拉菜单表: [['民族'], ['汉族'], ['蒙古族'], ['回族']],
  })
}

/** 工会组织信息采集表: a header of two rows. `renamed` is what an office has written over a title of its own accord. */
export function unionForm(union: string, unions: readonly Row[], renamed: Record<string, string> = {}): Buffer {
  return xlsxOf({
    工会组织信息: [
      ['附件一'],
      ['陕西省工会组织信息采集表'],
      ['填表单位（盖章）：', '', union, '', '   单位负责人(签字)：', '', '', '', '', '   信息采集人（签字）：', '', '', '', ' 填报日期：'],
      ['序号', '工会组织所在单位信息', ...Array<string>(7).fill(''), '工会组织信息'],
      unionHeader.map(title => renamed[title] ?? title),
      ...numbered(unions),
      ['填表说明：\r\n1、此表所列项目均为必填项；'],
    ],
    下拉菜单表: [['单位所在政区'], ['秦都区'], ['渭城区']],
  })
}

const numbered = (rows: readonly Row[]): Row[] => rows.map((row, i) => [i + 1, ...row])
