export interface Block {
  kind: 'heading' | 'item' | 'text'
  text: string
}

/** The few marks that the notice uses: headings, lists, paragraphs. Bold is dropped; nothing is ever made of HTML. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let open = false
  for (const line of markdown.split('\n').map(it => it.trim().replace(/\*\*/g, ''))) {
    const heading = /^#+\s+(.*)/.exec(line)
    const item = /^(?:[-*]|\d+\.)\s+(.*)/.exec(line)
    if (line === '') open = false
    else if (heading) blocks.push({ kind: 'heading', text: heading[1]! })
    else if (item) blocks.push({ kind: 'item', text: item[1]! })
    else if (open) blocks[blocks.length - 1]!.text += wordBreak(blocks[blocks.length - 1]!.text, line) + line
    else blocks.push({ kind: 'text', text: line })
    open = line !== '' && !heading
  }
  return blocks
}

/** Lines of Latin words are joined by a space, Chinese ones by nothing. */
function wordBreak(before: string, after: string) {
  return /[\x21-\x7e]$/.test(before) && /^[\x21-\x7e]/.test(after) ? ' ' : ''
}
