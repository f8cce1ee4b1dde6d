// A workbook as a spreadsheet would save it: the parts that a reader needs, in a zip without compression.
import { crc32 } from 'node:zlib'

export type Row = readonly (string | number)[]

/** Sheets by their names, in their order. */
export function xlsxOf(sheets: Record<string, readonly Row[]>): Buffer {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const all = Object.entries(sheets).map(([name, rows], i) => ({ name, rows, number: i + 1 }))
  const each = (text: (sheet: (typeof all)[number]) => string) => all.map(text).join('')
  return zipOf({
    '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${each(sheet => `<Override PartName="/xl/worksheets/sheet${sheet.number}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each(sheet => `<sheet name="${escaped(sheet.name)}" sheetId="${sheet.number}" r:id="rId${sheet.number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packaged}/relationships">${each(sheet => `<Relationship Id="rId${sheet.number}" Type="${office}/worksheet" Target="worksheets/sheet${sheet.number}.xml"/>`)}</Relationships>`,
    ...Object.fromEntries(all.map(sheet => [`xl/worksheets/sheet${sheet.number}.xml`, `${xml}<worksheet xmlns="${main}"><sheetData>${sheet.rows.map(rowXml).join('')}</sheetData></worksheet>`])),
  })
}

function rowXml(cells: Row, at: number) {
  const number = at + 1
  const xml = cells.map((cell, i) => {
    const place = String.fromCharCode(65 + i) + number // no form has more than 26 columns
    if (cell === '') return `<c r="${place}"/>`
    return typeof cell === 'number' ? `<c r="${place}"><v>${cell}</v></c>` : `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
  })
  return `<row r="${number}">${xml.join('')}</row>`
}

function escaped(text: string) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}

function zipOf(parts: Record<string, string>): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const data = Buffer.from(text)
    const common = Buffer.alloc(26) // version, flags, method, time, date, crc, two sizes, two lengths
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    local.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), data)
    const rest = Buffer.alloc(14) // comment, disk, attributes, offset
    rest.writeUInt32LE(offset, 10)
    central.push(Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name))
    offset += 4 + common.length + name.length + data.length
  }
  const end = Buffer.alloc(18)
  const entries = Object.keys(parts).length
  const size = Buffer.concat(central).length
  end.writeUInt16LE(entries, 4)
  end.writeUInt16LE(entries, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, ...central, Buffer.from('PK\x05\x06'), end])
}
