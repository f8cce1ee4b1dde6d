import { expect, it } from 'vitest'
import { codeOf } from './target'

it('A code is read however it was typed, and a name is none', () => {
  for (const written of ['8K3T-92QF', '8k3t92qf', ' 8K3T 92QF ', '８Ｋ３Ｔ－９２ＱＦ']) expect(codeOf(written), written).toBe('8K3T-92QF')
  for (const written of ['', '快递', '8K3T-92Q', '8K3T-92OF', '8K3T-92QFF']) expect(codeOf(written), written).toBeUndefined()
})
