import { describe, expect, it } from 'vitest'
import type { ImportState } from './api'
import { columnsOpen, droppable, over, reachable, rowsToWrite, stepOf, working } from './steps'

const states: ImportState[] = [
  'matching', 'checking', 'checked', 'waiting_confirmation', 'committing', 'committed', 'undoing', 'undone', 'failed', 'dropped',
]

describe('the steps of an import', () => {
  it('let nobody ahead of where it stands', () => {
    for (const state of states) expect(reachable(stepOf(state), state)).toBe(true)
    expect(reachable('check', 'matching')).toBe(false)
    expect(reachable('write', 'waiting_confirmation')).toBe(false)
    expect(reachable('columns', 'committed')).toBe(true)
  })

  it('close the columns once somebody is asked or rows are written', () => {
    expect(states.filter(columnsOpen)).toEqual(['matching', 'checked'])
  })

  it('let go only of what has written nothing', () => {
    expect(states.filter(droppable)).toEqual(['matching', 'checking', 'checked', 'waiting_confirmation'])
  })

  it('look again by themselves only at what works', () => {
    expect(states.filter(working)).toEqual(['checking', 'committing', 'undoing'])
  })

  it('have nothing to come back for once they are over', () => {
    expect(states.filter(over)).toEqual(['committed', 'undone', 'failed', 'dropped'])
  })

  it('count what writing would change', () => {
    expect(rowsToWrite({ new: 9306, changed: 2114, same: 1003, refused: 41, doubtful: 16, warnings: 3 })).toBe(11420)
  })
})
