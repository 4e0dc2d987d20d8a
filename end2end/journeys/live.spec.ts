import { control, describeService, scale } from '../support/simulator'
import { expect, test } from '../support/test'

const cluster = 'shop'
const service = 'storefront'
const page_of_it = `/env/demo/clusters/${cluster}/services/${service}`

test.beforeAll(() => control('POST', 'clock', { speed: 1 }))

test('a service that is scaled elsewhere changes under one’s eyes within five seconds', async ({ page, world }) => {
  const before = (await describeService(cluster, service)).desiredCount
  await world.watch(page_of_it)
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
  await world.watch('/env/demo/services')
  try {
    await scale(cluster, service, before + 1)
    const row = page.locator(`[data-service="${service}"]`).first()
    await expect(row).toContainText(new RegExp(`(of|/)\\s*${before + 1}\\b`), { timeout: 5000 })
  } finally {
    await scale(cluster, service, before)
  }
})

test('what is being typed into a filter stays when the list changes, and goes with a new address', async ({ page, world }) => {
  const before = (await describeService(cluster, service)).desiredCount
  await world.watch('/env/demo/services')
  const filter = page.locator('main').getByRole('searchbox')
  try {
    await filter.pressSequentially('front')
    await scale(cluster, service, before + 1)
    const row = page.locator(`[data-service="${service}"]`).first()
    await expect(row).toContainText(new RegExp(`(of|/)\\s*${before + 1}\\b`))
    await expect(filter).toHaveValue('front')
    await expect(filter).toBeFocused()
    await filter.press('Enter')
    await expect(page).toHaveURL(/[?&]q=front/)
    await expect(page.locator('main tr[data-service]')).toHaveCount(1)
    await expect(filter).toHaveValue('front')
    await page.locator('main').getByRole('link', { name: 'Clear' }).click()
    await expect(page).not.toHaveURL(/q=front/)
    await expect(filter).toHaveValue('')
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
