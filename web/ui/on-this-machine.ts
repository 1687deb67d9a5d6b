/** Whether the console is shown by the machine it runs on, as only developers have it. */
export function isOnThisMachine(): boolean {
  return /^(.+\.)?localhost$|^127(\.\d{1,3}){3}$|^\[::1\]$/.test(location.hostname)
}
