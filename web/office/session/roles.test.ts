import { describe, expect, it } from 'vitest'
import { mayGive, type Role, type RoleWord } from './roles'

function role(word: RoleWord, desk?: Role['desk']): Role {
  return { id: '1', word, org: { id: '2', name: '', level: 'county' }, ...(desk ? { desk } : {}) }
}

describe('who may appoint whom', () => {
  it('leaves the administrators to the security administrator, and membership to nobody', () => {
    expect(mayGive(role('security_administrator'), 'audit_administrator', '')).toBe(true)
    expect(mayGive(role('officer'), 'audit_administrator', '')).toBe(false)
    expect(mayGive(role('security_administrator'), 'member', '')).toBe(false)
  })

  it('keeps who works at one desk to that desk', () => {
    expect(mayGive(role('officer', 'rights'), 'registrar', 'rights')).toBe(true)
    expect(mayGive(role('officer', 'rights'), 'registrar', '')).toBe(false)
    expect(mayGive(role('officer'), 'registrar', 'rights')).toBe(true)
  })

  it('lets a chair appoint who works under her, not her successor or her supervisor', () => {
    expect(mayGive(role('chair'), 'steward', '')).toBe(true)
    expect(mayGive(role('chair'), 'chair', '')).toBe(false)
    expect(mayGive(role('chair'), 'supervisor', '')).toBe(false)
    expect(mayGive(role('registrar'), 'steward', '')).toBe(false)
  })
})
