/** A number of the demo's own division that no demo resident has where the birth is early enough: they are not that old. */
export function idNumber(birth: string, order: string) {
  const digits = `619999${birth}${order}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return digits + '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11]
}
