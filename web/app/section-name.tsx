import { useLingui } from '@lingui/react/macro'
import { LockKeyhole } from 'lucide-react'

import type { Product } from '#shared/scopes.ts'

import type { Section } from './sections.ts'

interface SectionNameProps {
  readonly section: Section
  readonly granted: readonly Product[]
}

/** A section's icon and name, with a lock where a permission is missing: its page asks for that. */
export function SectionName({ section, granted }: SectionNameProps) {
  const { t } = useLingui()
  const { icon: Icon, name, product } = section
  return (
    <>
      <Icon size={16} aria-hidden="true" />
      {t(name)}
      {product === null || granted.includes(product) ? null : (
        <LockKeyhole size={14} aria-label={t`needs permission`} className="nav-lock" />
      )}
    </>
  )
}
