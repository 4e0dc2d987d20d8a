/** Each rule of the status order: a service for which it decides, and what the page says then. */

import { expect, test, withAndWithoutJavaScript } from '../support/test'

/** Rules 1 and 10 need an AWS that does not answer, or not everything; `refused.spec.ts` sees to that. */
const troubles = [
  [2, 'idle', 'shop', 'mailer', /scaled to zero/i],
  [3, 'down', 'shop', 'payments', /CannotPullContainer|image/],
  [3, 'down', 'batch', 'gpu-trainer', /place|constraint|requirements/i],
  [4, 'down', 'shop', 'reviews', /0 of \d+ targets? healthy/],
  [5, 'degraded', 'shop', 'recommendations', /exit code 137/],
  [6, 'degraded', 'shop', 'pricing', /\d+ of \d+ targets? /],
  [7, 'degraded', 'data', 'exporter', /OLD revision/],
  [8, 'degraded', 'internal', 'feature-flags', /Stuck/],
  [9, 'degraded', 'batch', 'warehouse-loader', /insufficient memory|RESOURCE:MEMORY/],
  [11, 'deploying', 'shop', 'cart', /revision/i],
  [12, 'deploying', 'data', 'search-index', /Scaling out/],
  [13, 'deploying', 'shop', 'orders', /6 running, 4 wanted/],
  [14, 'steady', 'shop', 'storefront', /\d+ of \d+ targets? healthy/],
] as const

withAndWithoutJavaScript(() => {
  for (const [rule, level, cluster, service, words] of troubles) {
    test(`rule ${rule}: ${service} is ${level}, and its page says why`, async ({ page, world }) => {
      await world.open(`/env/demo/clusters/${cluster}/services/${service}`)
      const heading = page.getByRole('heading', { level: 1 })
      await expect(heading).toHaveAttribute('data-rule', String(rule))
      await expect(heading).toHaveAttribute('data-level', level)
      const verdict = page.getByRole('region', { name: 'Verdict' })
      await expect(verdict).toContainText(`rule ${rule}:`)
      await expect(verdict).toContainText(words)
    })
  }
})
