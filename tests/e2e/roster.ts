// A roster as an office sends it: good rows, and three that a spreadsheet or a tired hand has spoiled. The numbers are
// those of the unissued division 619999, with orders that the demo city does not use.

import { idNumber } from './people'

export interface Row {
  name: string
  masked: string
  idNumber: string
  phone: string
}

const given = [...'文明建国华强伟芳丽娟敏静杰涛磊娜霞勇军玲飞鹏宇晨']

const pairs = given.length ** 2
/** From here on they were born before 1950, where the numbers of the demo's residents begin. */
export const elders = (43 * 12 + 5) * pairs

/** `count` people who are not on record, no two of the same name born in one month. The very first can be found by her initials: oyxf. */
export function people(count: number, first = 0): Row[] {
  return Array.from({ length: count }, (_, at) => {
    const i = first + at
    const pair = `${given[Math.floor(i / given.length) % given.length]}${given[i % given.length]}`
    const month = new Date(Date.UTC(1993, 4 - Math.floor(i / pairs))).toISOString().slice(0, 7).replace('-', '')
    const nth = i % pairs
    const day = String(1 + (nth % 28)).padStart(2, '0')
    return {
      name: i === 0 ? '欧阳晓飞' : `岑${pair}`,
      masked: i === 0 ? '欧阳*飞' : `岑*${pair[1]}`,
      idNumber: idNumber(`${month}${day}`, String(900 + Math.floor(nth / 28))),
      phone: `1289${String(3_000_000 + i)}`,
    }
  })
}

/** A csv whose ID column is called what no form calls it. */
export function csvOf(rows: readonly Row[]) {
  const spoiled = [
    ['岑长短', '6.19999E+17', '12893999991'],
    ['岑短少', rows[1]!.idNumber.slice(0, 17), '12893999992'],
    ['岑无名', '619999199313020011', '12893999993'],
  ]
  const lines = [
    '某单位报送的会员名单,,,',
    '序号,姓名,证上的数字,移动电话',
    ...[...rows.map(row => [row.name, row.idNumber, row.phone]), ...spoiled].map((row, i) => [i + 1, ...row].join(',')),
  ]
  return { rows: rows.length, refused: spoiled.length, text: lines.join('\r\n') + '\r\n' }
}
