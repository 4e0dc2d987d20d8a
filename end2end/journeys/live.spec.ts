import { describeService, scale } from '../support/simulator'
import { expect, test } from '../support/test'

const cluster = 'shop'
const service = 'storefront'
const page_of_it = `/env/demo/clusters/${cluster}/services/${service}`

test('a service that is scaled elsewhere changes under one’s eyes within five seconds', async ({ page, world }) => {
  const before = (await describeService(cluster, service)).desiredCount
  await world.open(page_of_it)
  await page.waitForTimeout(3000)
  try {
    await scale(cluster, service, before + 1)
    const changed = Date.now()
    await expect(page.locator('main')).toContainText(new RegExp(`of ${before + 1}\\b`), { timeout: 5000 })
    console.log(`change to page: ${Date.now() - changed} ms`)
  } finally {
    await scale(cluster, service, before)
  }
})

test('the fleet shows a new desired count within five seconds', async ({ page, world }) => {
  const before = (await describeService(cluster, service)).desiredCount
  await world.open('/env/demo/services')
  await page.waitForTimeout(3000)
  try {
    await scale(cluster, service, before + 1)
    const row = page.locator(`[data-service="${service}"]`).first()
    await expect(row).toContainText(new RegExp(`(of|/)\\s*${before + 1}\\b`), { timeout: 5000 })
  } finally {
    await scale(cluster, service, before)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the page asks again by itself', async ({ page, world }) => {
    await world.open(page_of_it)
    const html = await page.content()
    expect(html).toMatch(/<meta[^>]+http-equiv="?refresh"?/i)
  })
})
