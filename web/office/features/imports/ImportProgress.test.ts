import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { i18n } from '../../i18n'
import type { Import } from './api'
import ImportProgress from './ImportProgress.vue'

function bar(it: Partial<Import>) {
  const shown = mount(ImportProgress, { props: { it: it as Import, leave: '可以离开' }, global: { plugins: [i18n] } })
  return {
    title: shown.get('h2').text(),
    now: shown.get('[role=progressbar]').attributes('aria-valuenow'),
    width: shown.get<HTMLElement>('.bar span').element.style.width,
    details: shown.findAll('.details span').map(span => span.text()),
  }
}

describe('work under way', () => {
  afterEach(() => void (i18n.global.locale.value = 'zh-CN'))

  it('says how much of how much is done, how fast, and how long it still takes', () => {
    const shown = bar({ state: 'committing', progress: { done: 300_000, total: 800_000, rate: 71_000, seconds_left: 125 } })
    expect(shown).toEqual({ title: '正在写入37%', now: '37', width: '37.5%', details: ['300,000 / 800,000 行', '每秒 71,000 行', '还要 2 分钟', '可以离开'] })
  })

  it('says nothing of rate and time before there is one', () => {
    expect(bar({ state: 'undoing', progress: { done: 0, total: 520, rate: 0 } })).toEqual({ title: '正在撤销0%', now: '0', width: '0%', details: ['0 / 520 行', '可以离开'] })
  })

  it('counts alone where nobody knows yet how much there is', () => {
    const shown = bar({ state: 'checking', progress: { done: 4_000, total: 0, rate: 8_000 } })
    expect(shown).toEqual({ title: '正在检查', now: undefined, width: '0%', details: ['4,000 行', '每秒 8,000 行', '可以离开'] })
  })

  it('is whole in English, and before the first count', () => {
    i18n.global.locale.value = 'en'
    expect(bar({ state: 'committing', progress: { done: 1, total: 2, rate: 1, seconds_left: 1 } }).details.slice(0, 3)).toEqual(['1 / 2 rows', '1 rows a second', '1 s left'])
    expect(bar({ state: 'checking' }).details).toEqual(['可以离开'])
  })
})
