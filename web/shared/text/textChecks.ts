// What is true of every app's texts; its texts.test.ts hands them in.
import { readFileSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'

/** "home.column.name" and so on. */
function keysOf(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) => (typeof value === 'object' ? keysOf(value, `${before}${name}.`) : [before + name]))
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(vue|ts)$/.test(name) && !/node_modules|dist|test\.ts$|types\.ts$/.test(name))
    .map(name => `${folder}/${name}`)
}

export function checkTexts(all: { 'zh-CN': object; en: object }) {
  const root = process.cwd()
  const sources = [...files(root), ...files(`${root}/../shared`)].map(path => ({ path, text: readFileSync(path, 'utf8') }))

  it('say the same things in both languages', () => {
    expect(keysOf(all.en).sort()).toEqual(keysOf(all['zh-CN']).sort())
  })

  it('have every key that a page asks for', () => {
    const known = new Set(keysOf(all['zh-CN']))
    const missing = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:\bt\(|keypath=")['"]?([a-zA-Z]+(?:\.[\w-]+)+)['"]/g)].map(m => m[1]!).filter(key => !known.has(key)).map(key => `${path}: ${key}`),
    )
    expect(missing).toEqual([])
  })

  it('stand in text files alone', () => {
    const own = '中文' // the name of a language is written in it
    const stray = sources
      .filter(({ path }) => !/texts?\.ts$|text\/(words|times)\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        text.split('\n').filter(line => /[\u4e00-\u9fff]/.test(line.replace(/\/\/.*|\/\*.*\*\/|^\s*\*.*|<!--.*-->/g, '').replace(own, ''))).map(line => `${path}: ${line.trim()}`),
      )
    expect(stray).toEqual([])
  })

  it('raise no voice', () => {
    const loud = Object.values(all).flatMap(texts => JSON.stringify(texts).match(/[^"]*[!！][^"]*/g) ?? [])
    expect(loud).toEqual([])
  })
}
