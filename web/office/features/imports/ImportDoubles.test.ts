import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '../../i18n'
import { importsApi, type ImportDouble } from './api'
import ImportDoubles from './ImportDoubles.vue'
import type { OneImport } from './useImport'

const double = {
  row: 7,
  name_masked: '王*霞',
  org: '河畔快递工会',
  reason: 'name_and_birth',
  other: { id: '5', name_masked: '王*霞', org: '西站工会' },
} as ImportDouble

async function card(items: ImportDouble[]) {
  vi.spyOn(importsApi, 'doubles').mockResolvedValue({ ok: true, value: { items } })
  const one = { it: { value: { id: '1' } }, acting: { value: false } } as unknown as OneImport
  const shown = mount(ImportDoubles, { props: { one, mayDecide: true }, global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } } })
  await flushPromises()
  return shown
}

describe('rows that may be somebody on record', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('are laid beside whom they may be', async () => {
    const shown = await card([double])
    expect(shown.get('h2').text()).toBe('像是同一个人，请判断')
    expect(shown.findAll('li').map(row => row.text())).toEqual([expect.stringMatching(/表里第 7 行.*河畔快递工会.*西站工会.*同名，同年月出生/s)])
  })

  it('have no heading where all rows of the kind wait for a transfer', async () => {
    expect((await card([])).find('section').exists()).toBe(false)
  })
})
