// The csv of a month, read as /open/results/check tells everybody to read it.

/** How many after 0, 1, … 30 whole days, and after more. */
export type Days = number[]
export const daysCounted = 31

export interface Row {
  month: string
  county: string
  countyName: string
  category: string
  filed: number
  solved: number
  /** Undefined: printed for none, since fewer than five people stand behind it. */
  contacted?: Days
  solving?: Days
  answered?: number
  onTime?: number
  rated?: number
  satisfied?: number
}

const dayNames = [...Array.from({ length: daysCounted }, (_, day) => String(day)), 'more']

export function read(csv: string): Row[] {
  const [head, ...lines] = csv.replace(/^\uFEFF/, '').split('\r\n').filter(line => line !== '')
  if (!head?.startsWith('month,county,county_name,category,filed,')) throw new Error('no csv of results')
  const names = head.split(',')
  return lines.map(line => rowOf(names, line.split(',')))
}

function rowOf(names: string[], cells: string[]): Row {
  if (cells.length !== names.length) throw new Error('a line of results is cut off')
  const text = (name: string) => cells[names.indexOf(name)] ?? ''
  const number = (name: string) => (text(name) === '' ? undefined : Number(text(name)))
  const days = (name: string) => (text(`${name}_0`) === '' ? undefined : dayNames.map(day => number(`${name}_${day}`) ?? 0))
  return {
    month: text('month'),
    county: text('county'),
    countyName: text('county_name'),
    category: text('category'),
    filed: number('filed') ?? 0,
    solved: number('solved') ?? 0,
    contacted: days('contacted'),
    solving: days('solved'),
    answered: number('answered'),
    onTime: number('on_time'),
    rated: number('rated'),
    satisfied: number('satisfied'),
  }
}
