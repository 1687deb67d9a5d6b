import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Sees to it that a process does not outlive the test run that started it, however that ends: a run
 * that is killed cannot clean up. A watcher on the other end of a pipe notices, and does.
 */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return
  const watcher = spawn('sh', ['-c', 'read -r _; kill -9 "$0"', `${child.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a process group of its own, so that what ends ours does not end it first.
    detached: true,
  })
  watcher.unref()
  child.once('exit', () => watcher.kill('SIGKILL'))
}
