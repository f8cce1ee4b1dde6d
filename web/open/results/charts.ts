// Bars, drawn without a style or a script of their own: the page's policy allows neither.
const space = 'http://www.w3.org/2000/svg'

/** A bar of so many of so many; its number always stands beside it. */
export function bar(part: number, whole: number): SVGElement {
  const svg = document.createElementNS(space, 'svg')
  for (const [name, value] of Object.entries({ class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' })) svg.setAttribute(name, value)
  svg.append(rect('bar-ground', 100), rect('bar-part', whole === 0 ? 0 : (100 * part) / whole))
  return svg
}

function rect(kind: string, width: number) {
  const made = document.createElementNS(space, 'rect')
  for (const [name, value] of Object.entries({ class: kind, width: width.toFixed(2), height: '8' })) made.setAttribute(name, value)
  return made
}
