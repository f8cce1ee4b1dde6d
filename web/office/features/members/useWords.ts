import { dateWords } from '@unionhall/shared/text/times'
import { useLanguage } from '@unionhall/shared/ui/useLanguage'
import { useI18n } from 'vue-i18n'
import { useCodes } from '@unionhall/shared/use/useCodes'
import type { Source } from './api'
import { figureParts, type OpenFilters } from './filters'

const codeSets: Record<string, string> = { category: 'occupation', method: 'verification_method' }
const ownWords: Record<string, string> = { status: 'status', sex: 'sex', age: 'age' }

/** Filters, figures and sources in the words of the page. */
export function useWords() {
  const { t, te } = useI18n()
  const codes = useCodes()
  const language = useLanguage()

  function one(by: string, word: string) {
    const own = ownWords[by]
    if (own && te(`members.${own}.${word}`)) return t(`members.${own}.${word}`)
    return codeSets[by] ? codes.label(codeSets[by], word) : word
  }

  /** "本人核验过的会员，核验方式是“短信链接”". */
  function figure(name: string) {
    const { of, by, word = '' } = figureParts(name)
    if (!te(`members.figure.${of}`) || (by && !te(`members.figure.${by}`))) return t('members.figure.other', { figure: name })
    const what = t(`members.figure.${of}`)
    return by ? t('members.figure.with', { what, by: t(`members.figure.${by}`, { word: one(by, word) }) }) : what
  }

  /** Every filter in force, each as words of its own. */
  function filters(set: OpenFilters) {
    const words: string[] = []
    if (set.figure) words.push(figure(set.figure))
    for (const by of ['status', 'category', 'sex', 'age'] as const) {
      const word = set[by]
      if (word) words.push(t(`members.figure.${by}`, { word: one(by, word) }))
    }
    if (set.verified) words.push(t(`members.verified.${set.verified}`))
    return words
  }

  /** "会籍：全部". */
  function is(what: 'status' | 'verified' | 'category' | 'sex' | 'age', word: string) {
    return t('members.filters.is', { what: t(`members.filters.${what}`), word })
  }

  function category(word: string | undefined) {
    return word ? codes.label('occupation', word) : t('members.usual')
  }

  function source(it: Source) {
    if (it.label === '') return t(`members.sourceKind.${it.kind}`)
    if (it.kind !== 'import') return it.label
    return [it.department, t('members.sourceBatch', { batch: it.label }), it.person].filter(Boolean).join(' · ')
  }

  /** "7月10日 导入", for a narrow column: from another year the month is enough. */
  function since(it: Source) {
    const sameYear = it.date.slice(0, 4) === String(new Date().getFullYear())
    return `${sameYear ? dateWords(it.date, language.value) : it.date.slice(0, 7)} ${t(`members.sourceShort.${it.kind}`)}`
  }

  return { figure, filters, is, category, source, since, one }
}
