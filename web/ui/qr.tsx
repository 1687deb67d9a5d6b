import './qr.css'
import { generate } from 'lean-qr'

/** White around the code, in modules, as the standard asks for. */
const quiet = 4

/**
 * A QR code, drawn as one path. Dark on white in every theme, because many cameras read no other.
 * `label` says where it leads.
 */
export function Qr({ text, label }: { text: string; label: string }) {
  const code = generate(text)
  const size = code.size + 2 * quiet
  const squares: string[] = []
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) squares.push(`M${x + quiet} ${y + quiet}h1v1h-1z`)
    }
  }
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#14181f" />
    </svg>
  )
}
