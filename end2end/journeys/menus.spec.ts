/** Every row has a menu of what can be done to its thing; without a script it is a page. */

import { expect, test } from '../support/test'

const shop = '/env/demo/clusters/shop'

for (const [list, row, first] of [
  ['/env/demo/services', 'tr[data-service="storefront"]', `${shop}/services/storefront/scale`],
  ['/', 'tr[data-service="payments"]', `${shop}/services/payments/scale`],
  [`${shop}/services/storefront/tasks`, 'tr[data-task]', '/stop'],
  ['/env/demo/task-definitions/storefront', 'tr[data-revision]', '/edit'],
]) {
  test(`a row of ${list} offers what can be done to it`, async ({ page, world }) => {
    await world.open(list)
    const link = page.locator(`${row} a.row-menu`).first()
    await link.click()
    const menu = page.locator('#row-menu')
    await expect(menu).toBeVisible()
    await expect(menu).toHaveAttribute('aria-label', /^Actions on /)
    await world.accessible()
    expect(await menu.getByRole('link').first().getAttribute('href')).toContain(first)
    await link.click()
    await expect(menu).toBeHidden()
    // It does not come back: the click that closes it asks for nothing.
    await page.waitForTimeout(500)
    await expect(menu).toBeHidden()
  })
}

test('two clicks at once open one menu, and the last of two rows has it', async ({ page, world }) => {
  await world.open('/env/demo/services')
  const link = (service: string) => page.locator(`tr[data-service="${service}"] a.row-menu`)
  const menu = page.locator('#row-menu')
  const both = (a: string, b: string) =>
    Promise.all([link(a).elementHandle(), link(b).elementHandle()]).then((links) =>
      page.evaluate((links) => links.forEach((link) => (link as HTMLElement).click()), links),
    )
  await both('storefront', 'storefront')
  await expect(menu).toHaveAttribute('aria-label', 'Actions on storefront')
  await page.keyboard.press('Escape')
  // The answer for the first comes last.
  let isFirst = true
  await page.route('**/api/page?**actions**', async (route) => {
    if (isFirst) {
      isFirst = false
      await new Promise((done) => setTimeout(done, 800))
    }
    await route.continue()
  })
  await both('storefront', 'payments')
  await expect(menu).toHaveAttribute('aria-label', 'Actions on payments')
  await page.waitForTimeout(1_200)
  await expect(menu).toHaveAttribute('aria-label', 'Actions on payments')
})

test('the menu is worked by keys, and gives the focus back', async ({ page, world }) => {
  await world.open('/env/demo/services')
  const link = page.locator('tr[data-service="storefront"] a.row-menu')
  await link.focus()
  await page.keyboard.press('Enter')
  const menu = page.locator('#row-menu')
  await expect(menu.getByRole('link', { name: 'Scale', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(menu.getByRole('link', { name: 'Deploy', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(menu.getByRole('link', { name: 'Change settings' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(link).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu.getByRole('link', { name: 'Scale', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/services\/storefront\/scale$/)
  await expect(menu).toBeHidden()
})

test('what is impossible now is there with its reason', async ({ page, world }) => {
  await world.open('/env/demo/services')
  await page.locator('tr[data-service="storefront"] a.row-menu').click()
  const stop = page.locator('#row-menu').getByRole('link', { name: 'Stop deployment: No deployment is in progress.' })
  await expect(stop).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('#row-menu')).toContainText('No deployment is in progress.')
})

test('the menu stays inside a narrow window', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await world.open('/env/demo/services')
  for (const place of ['first', 'last'] as const) {
    await page.locator('a.row-menu')[place]().click()
    await expect(page.locator('#row-menu')).toBeVisible()
    const box = (await page.locator('#row-menu').boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(390)
    await page.keyboard.press('Escape')
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('without an answer of the server the link leads to the page', async ({ page, world }) => {
  await world.open('/env/demo/services')
  world.expectMessage(/Failed to load resource/)
  await page.route('**/api/page?**', (route) => route.abort(), { times: 1 })
  await page.locator('tr[data-service="storefront"] a.row-menu').click()
  await expect(page).toHaveURL(`${shop}/services/storefront/actions`)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the menu is a page, and its links lead on', async ({ page }) => {
    await page.goto('/env/demo/services')
    await page.locator('tr[data-service="storefront"] a.row-menu').click()
    await expect(page).toHaveURL(`${shop}/services/storefront/actions`)
    await page.locator('.actions').getByRole('link', { name: 'Scale', exact: true }).click()
    await expect(page).toHaveURL(`${shop}/services/storefront/scale`)
  })
})
