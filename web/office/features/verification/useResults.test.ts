import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { useResults, type Line } from './useResults'

const line = (name: string, sent: number, confirmed: number) =>
  ({ org: { id: name, name }, has_below: false, counts: { prepared: sent, without_phone: 0, sent, confirmed, corrected: 0, locked: 0 } }) as Line

describe('results below', () => {
  it('come in the order of the tree, then by what is chosen, the highest first', () => {
    const { by, ordered } = useResults(ref([line('秦都', 10, 1), line('渭城', 4, 2), line('兴平', 0, 0)]))
    const names = () => ordered.value.map(it => it.org.name)
    expect(names()).toEqual(['秦都', '渭城', '兴平'])
    by('rate')
    expect(names()).toEqual(['渭城', '秦都', '兴平'])
    by('rate')
    expect(names()).toEqual(['兴平', '秦都', '渭城'])
    by('sent')
    expect(names()).toEqual(['秦都', '渭城', '兴平'])
    by('name')
    expect(names()).toEqual(['秦都', '渭城', '兴平'])
  })
})
