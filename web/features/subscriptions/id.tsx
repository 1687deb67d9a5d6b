import { CopyButton } from '../../ui/copy-button.tsx'

/** An id to be copied; `what` names it for those who hear the button only. */
export function Id({ text, what }: { text: string; what: string }) {
  return (
    <span className="id">
      <span className="id-text">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}
