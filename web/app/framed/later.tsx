import { type ComponentType, useEffect, useState } from 'react'

/**
 * A component whose code comes when it is first shown. Not by Suspense: React holds back for 300 ms
 * what comes after a fallback, and this is what a merchant waits for.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let Loaded: ComponentType<P> | undefined
  return function Later(props: P) {
    const [, setIsThere] = useState(Loaded !== undefined)
    const [problem, setProblem] = useState<Error>()
    useEffect(() => {
      async function complete(): Promise<void> {
        try {
          Loaded = await load()
          setIsThere(true)
        } catch (error) {
          setProblem(error instanceof Error ? error : new Error('not loaded', { cause: error }))
        }
      }
      if (Loaded === undefined) void complete()
    }, [])
    // For the page's error boundary, which offers to reload.
    if (problem) throw problem
    return Loaded === undefined ? null : <Loaded {...props} />
  }
}
