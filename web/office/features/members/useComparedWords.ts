import { useFactWords } from '@unionhall/shared/use/useFactWords'
import { useI18n } from 'vue-i18n'
import type { ComparedMember, MergeField } from './api'
import { saidOf } from './useComparison'
import { useWords } from './useWords'

/** The facts of two records, as both pages that lay them side by side say them. */
export function useComparedWords() {
  const { t } = useI18n()
  const words = useWords()
  const factWords = useFactWords()

  const titleOf = (field: MergeField) => (field === 'name' ? t('members.merge.name') : t(`members.detail.${field}`))

  function said(side: ComparedMember, field: MergeField) {
    const text = saidOf(side, field)
    if (text === '') return t('members.detail.nothing')
    return ['name', 'id_number', 'phone'].includes(field) ? text : factWords(field, text)
  }

  /** What a document says of its holder. */
  function born(side: ComparedMember) {
    return [t(`members.sex.${side.person.sex}`), side.person.birth_month && t('members.merge.born', { month: side.person.birth_month })].filter(Boolean).join(' · ')
  }

  function sourceOf(side: ComparedMember, field: MergeField) {
    const source = side.sources[field] ?? side.sources.row
    return source && t('members.detail.from', { source: words.source(source) })
  }

  return { titleOf, said, born, sourceOf }
}
