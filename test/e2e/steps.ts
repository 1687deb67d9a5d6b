import type { Page } from 'playwright-core'

/** Fills in the console's Connect form and goes to MobilePay. */
export async function startConnecting(page: Page, url: string, digits: string): Promise<void> {
  await page.goto(`${url}/connect`)
  await page.getByRole('textbox', { name: /VAT number/ }).fill(digits)
  await page.getByRole('button', { name: /MobilePay/ }).click()
}

/** Logs in at the portal and allows everything that is asked. */
export async function allowAtMobilePay(page: Page, email = 'mette@example.dk'): Promise<void> {
  await logInAtMobilePay(page, email)
  await page.getByRole('button', { name: /^Yes/ }).click()
}

/** Logs in at the portal and stands before the question of what to allow. */
export async function logInAtMobilePay(page: Page, email = 'mette@example.dk'): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('test-password')
  await page.getByLabel('Password').press('Enter')
  await page.getByRole('button', { name: /^Yes/ }).waitFor()
}

/** Waits until the console is back from a login. */
export async function expectConnected(page: Page, url: string): Promise<void> {
  await page.waitForURL(`${url}/overview**`)
}
