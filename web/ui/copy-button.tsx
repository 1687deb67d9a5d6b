import { useLingui } from '@lingui/react/macro'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

import { IconButton } from './button.tsx'

/** Copies a text and says so for a moment. `what` names it for those who hear the button only. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { t } = useLingui()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <span className="copy">
      <IconButton
        label={t`Copy ${what}`}
        icon={
          copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />
        }
        onPress={() => void copy()}
      />
      <output className="hidden">{copied ? t`Copied` : ''}</output>
    </span>
  )
}
