import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession, type Me } from '../../session/useSession'
import { useMemory } from './memory'

describe('what was looked for', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('is found again on the way back, and its pages only while the same is looked for', () => {
    const memory = useMemory()
    memory.follow('张三 in 7')
    memory.passed = ['b', 'c']
    memory.follow('张三 in 7')
    expect(memory.passed).toEqual(['b', 'c'])
    memory.follow('张三 in 8')
    expect(memory.passed).toEqual([])
  })

  it('is forgotten when somebody else takes the desk', async () => {
    const session = useSession()
    const somebody = { id: '1', officer: { active: false, needs_enrolment: false }, roles: [] as Me['roles'] } as Me
    session.me = somebody
    const memory = useMemory()
    memory.words = '张三'
    memory.passed = ['b']
    session.me = { ...somebody, id: '2' }
    await nextTick()
    expect([memory.words, memory.passed]).toEqual(['', []])
  })
})
