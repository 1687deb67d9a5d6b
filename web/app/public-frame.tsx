import { Outlet } from 'react-router'

import { Brand } from './brand.tsx'
import { Preferences } from './preferences.tsx'

/** The frame of pages that need no connection. */
export function PublicFrame() {
  return (
    <div className="public">
      <header className="public-bar">
        <Brand />
        <Preferences />
      </header>
      <main className="public-main">
        <Outlet />
      </main>
    </div>
  )
}
