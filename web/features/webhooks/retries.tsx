import { Trans } from '@lingui/react/macro'

import { Card } from '../../ui/surface.tsx'

/** What MobilePay does when an address does not answer, and what it keeps to itself. */
export function Retries() {
  return (
    <Card title={<Trans>If your system does not answer</Trans>}>
      <table className="table table-inset">
        <caption className="hidden">
          <Trans>When MobilePay tries again</Trans>
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Try</Trans>
            </th>
            <th scope="col">
              <Trans>When</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="row">
            <th scope="row">1</th>
            <td>
              <Trans>at once; anything but 2xx within 10 seconds counts as no answer</Trans>
            </td>
          </tr>
          <tr className="row">
            <th scope="row">2–9</th>
            <td>
              <Trans>after 30 seconds, then 1, 2, 4, 8, 16, 32 and 64 minutes</Trans>
            </td>
          </tr>
          <tr className="row">
            <th scope="row">10–32</th>
            <td>
              <Trans>every two hours, for about two days in all; then never</Trans>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="help retries-note">
        <Trans>
          MobilePay keeps no list of deliveries that can be read here. The same notification may
          come twice and in any order: tell them apart by notificationId.
        </Trans>
      </p>
    </Card>
  )
}
