// Figures as people read them: 863,300, 23.3%, 1.9 MB. The same in both languages.
const whole = new Intl.NumberFormat('zh-CN')

export function count(value: number) {
  return whole.format(value)
}

/** "23.3%"; an empty denominator has no rate. */
export function rate(numerator: number, denominator: number) {
  return denominator === 0 ? '–' : `${((numerator / denominator) * 100).toFixed(1)}%`
}

export function bytes(value: number) {
  if (value < 1000) return `${value} B`
  const units = ['KB', 'MB', 'GB']
  let size = value / 1000
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`
}
