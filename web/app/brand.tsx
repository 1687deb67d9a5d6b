/** The product's mark, two linked strokes, and its name. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 26 26" width="26" height="26" aria-hidden="true" className="brand-mark">
        <rect width="26" height="26" rx="7" className="brand-tile" />
        <path
          d="M11.5 9H9a4 4 0 0 0 0 8h2.5M14.5 9H17a4 4 0 0 1 0 8h-2.5M10 13h6"
          className="brand-strokes"
        />
      </svg>
      <span className="brand-name">Connect</span>
    </span>
  )
}
