import { expect, test, withAndWithoutJavaScript } from '../support/test'

const severity = ['unknown', 'down', 'degraded', 'deploying', 'steady', 'idle']

withAndWithoutJavaScript(() => {
  test('the broken services are on top, the worst first, each with its cause in words', async ({ page, world }) => {
    await world.open('/')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/\d+ of \d+ services need attention/)
    const rows = page.locator('tr[data-service][data-rule]')
    const found = await rows.evaluateAll((all) => all.map((row) => ({ level: row.getAttribute('data-level')!, text: row.textContent! })))
    const troubled = found.filter(({ level }) => ['down', 'degraded', 'unknown'].includes(level))
    expect(troubled.length).toBeGreaterThanOrEqual(3)
    const order = troubled.map(({ level }) => severity.indexOf(level))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    const words = troubled.map(({ text }) => text).join('\n')
    expect(words).toContain('exit code 137')
    expect(words).toMatch(/CannotPullContainerError|image/)
  })

  test('from the first page to the cause are two clicks', async ({ page, world }) => {
    await world.open('/')
    const service = await page.locator('tr[data-service]', { hasText: 'exit code 137' }).first().getAttribute('data-service')
    await page.locator(`tr[data-service="${service}"]`).first().getByRole('link').first().click()
    await expect(page).toHaveURL(/\/services\/[\w-]+$/)
    await expect(page.locator('main')).toContainText(/rule 5/i)
    await expect(page.locator('main')).toContainText('exit code 137')
    await page.locator('main a[href*="/tasks/"]').first().click()
    await expect(page).toHaveURL(/\/tasks\/[0-9a-f]{32}$/)
    await expect(page.locator('main')).toContainText(/out of memory/i)
    await expect(page.locator('main')).toContainText('OutOfMemoryError')
  })

  test('a cell of the orchestra leads to its service', async ({ page, world }) => {
    await world.open('/')
    await page.locator('a[data-service="storefront"]').first().click()
    await expect(page).toHaveURL(/\/clusters\/shop\/services\/storefront$/)
  })
})
