export interface PdfLine {
  readonly text: string
  readonly style?: 'bold'
}

const pageWidth = 595
const pageHeight = 842
const margin = 56
const lineHeight = 15
const fontSize = 10
const titleSize = 18
/** Courier: every character takes six tenths of the size. */
const columns = Math.floor((pageWidth - 2 * margin) / (fontSize * 0.6))
const linesPerPage = Math.floor((pageHeight - 2 * margin) / lineHeight) - 2

/** Two texts at the two margins of one line. */
export const row = (left: string, right: string): string =>
  `${left.slice(0, columns - right.length - 1).padEnd(columns - right.length)}${right}`

/** A PDF string: Latin letters as they are (WinAnsi), the three special characters escaped. */
const literal = (text: string) =>
  `(${text
    .replaceAll('€', '\u0080')
    .replaceAll(/[^\u0020-\u007E\u0080\u00A0-\u00FF]/gu, '?')
    .replaceAll(/[\\()]/gu, String.raw`\$&`)})`

const wrap = (line: PdfLine): readonly PdfLine[] => {
  const count = Math.max(1, Math.ceil(line.text.length / columns))
  return Array.from({ length: count }, (_, index) => ({
    ...line,
    text: line.text.slice(index * columns, (index + 1) * columns),
  }))
}

const pageContent = (title: string | undefined, lines: readonly PdfLine[]) => {
  const top = pageHeight - margin
  const heading =
    title === undefined
      ? ''
      : `BT /Bold ${titleSize} Tf ${margin} ${top} Td ${literal(title)} Tj ET\n`
  const texts = lines.map(({ text, style }, index) => {
    const y = top - (index + 2) * lineHeight
    const font = style === 'bold' ? '/Bold' : '/Plain'
    return `BT ${font} ${fontSize} Tf ${margin} ${y} Td ${literal(text)} Tj ET`
  })
  return heading + texts.join('\n')
}

const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`

const font = (name: string) =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`

/** A PDF 1.4 of as many A4 pages as it takes, in the two fonts that every reader has. */
export const createPdf = (title: string, lines: readonly PdfLine[]): Uint8Array<ArrayBuffer> => {
  const wrapped = lines.flatMap(wrap)
  const pageCount = Math.max(1, Math.ceil(wrapped.length / linesPerPage))
  const firstPage = 5
  const kids = Array.from({ length: pageCount }, (_, index) => `${firstPage + 2 * index} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pageCount} >>`,
    font('Courier'),
    font('Courier-Bold'),
    ...Array.from({ length: pageCount }, (_, index) => {
      const part = wrapped.slice(index * linesPerPage, (index + 1) * linesPerPage)
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] ` +
          `/Resources << /Font << /Plain 3 0 R /Bold 4 0 R >> >> /Contents ${firstPage + 2 * index + 1} 0 R >>`,
        stream(pageContent(index === 0 ? title : undefined, part)),
      ]
    }).flat(),
  ]

  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return Uint8Array.from(Buffer.from(file + table + trailer, 'latin1'))
}
