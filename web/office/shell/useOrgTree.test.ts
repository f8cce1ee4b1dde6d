import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import { useOrgTree, type OrgLine, type TreeApi } from './useOrgTree'

const parents: Record<string, string> = { county: 'city', far: 'city', town: 'county', base: 'town' }
const name = (id: string): OrgLine => ({
  id, name: id, level: 'base', kind: '', members: 1, child_count: Object.values(parents).filter(p => p === id).length,
})
function above(id: string): string[] {
  const parent = parents[id]
  return parent ? [...above(parent), parent] : []
}

function tree(): TreeApi & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    org: async id => ({ ok: true, value: { ...name(id), ancestors: above(id).map(a => ({ id: a, name: a })) } as never }),
    children: async (parent, cursor) => {
      asked.push(parent + (cursor ?? ''))
      const items = Object.keys(parents).filter(id => parents[id] === parent).map(name)
      if (parent !== 'city') return { ok: true, value: { items } }
      return { ok: true, value: cursor ? { items: items.slice(1) } : { items: items.slice(0, 1), next: '+' } }
    },
  }
}

async function shown(root: string, chosen = ref(root), api = tree()) {
  const it = effectScope().run(() => useOrgTree(ref(root), chosen, api))!
  await new Promise(resolve => setTimeout(resolve))
  return { it, api, lines: () => it.rows.value.map(row => '  '.repeat(row.depth) + (row.extra ?? row.line.id)) }
}

describe('the tree at the side', () => {
  it('begins at the union of the role, one branch open', async () => {
    const { lines } = await shown('city')
    expect(lines()).toEqual(['city', '  county', '  more'])
  })

  it('reads a branch once, and a long one on demand', async () => {
    const { it, api, lines } = await shown('city')
    await it.toggle('county')
    await it.toggle('county')
    await it.toggle('county')
    await it.readMore('city')
    expect(lines()).toEqual(['city', '  county', '    town', '  far'])
    expect(api.asked).toEqual(['city', 'county', 'city+'])
  })

  it('lies open down to the chosen union, wherever that came from', async () => {
    const { lines } = await shown('city', ref('base'))
    expect(lines()).toEqual(['city', '  county', '    town', '      base', '  more'])
  })

  it('shows nothing above the union of the role', async () => {
    const { lines } = await shown('county', ref('base'))
    expect(lines()).toEqual(['county', '  town', '    base'])
  })

  it('says where a branch could not be read, and reads it again', async () => {
    const api = tree()
    const read = api.children
    api.children = async () => ({ ok: false, problem: { type: '', title: '', status: 503 } })
    const { it, lines } = await shown('county', ref('county'), api)
    expect(lines()).toEqual(['county', '  failed'])
    api.children = read
    await it.readMore('county')
    expect(lines()).toEqual(['county', '  town'])
  })
})
