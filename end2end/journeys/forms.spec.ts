/** Forms: sent once, answered at the field, with JavaScript and without. */

import { expect, test, withAndWithoutJavaScript } from '../support/test'

const long = 'x'.repeat(201)

withAndWithoutJavaScript(() => {
  test('a filter that cannot be is said at its field, which keeps what was typed', async ({ page, world }) => {
    world.expectMessage(/status of 422/)
    await world.open(`/env/demo/services?level=red&q=storefront`)
    const summary = page.locator('#form-summary')
    await expect(summary).toBeFocused()
    await expect(summary).toContainText('Level: Choose one of')
    const field = page.getByLabel('Level', { exact: true })
    await expect(field).toHaveValue('red')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(/Choose one of/)
    await summary.getByRole('link', { name: /Level/ }).click()
    await expect(field).toBeFocused()
    await field.fill('')
    await page.getByRole('button', { name: 'Show the list' }).click()
    await expect(page).toHaveURL(/q=storefront/)
    await expect(page.locator('main tbody tr').first()).toContainText('storefront')
  })

  test('a search that is too long is kept whole', async ({ page, world }) => {
    world.expectMessage(/status of 422/)
    await world.open(`/search?q=${long}`)
    await expect(page.getByLabel('Filter', { exact: true })).toHaveValue(long)
    await expect(page.locator('#form-summary')).toBeFocused()
  })

  test('another environment is not asked for under another name than it shows', async ({ page, world }) => {
    await world.open('/env/demo/services')
    const summary = page.locator('details.switcher summary')
    await expect(summary).not.toHaveAttribute('aria-label')
    await expect(summary).toContainText(/demo.*eu-central-1.*choose another environment/s)
    await summary.click()
    await page.locator('details.switcher').getByRole('button', { name: /demo/ }).click()
    await expect(page).toHaveURL(/\/env\/demo\/services$/)
    await expect(page.locator('main h1')).toHaveText('Services')
  })

  test('going back after a form asks for nothing and does nothing', async ({ page, world }) => {
    const posted: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()))
    await world.open('/env/demo/services?q=storefront')
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page).toHaveURL(/services\?q=storefront$/)
    await world.open('/')
    await page.goBack()
    await expect(page.locator('main h1')).toHaveText('Services')
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    expect(posted).toHaveLength(1)
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a page with something wrong in its address does not ask again by itself, others do', async ({ page, world }) => {
    world.expectMessage(/status of 422/)
    const refreshes = async (path: string): Promise<boolean> =>
      (await (await page.request.get(path)).text()).includes('http-equiv="refresh"')
    expect(await refreshes('/env/demo/services')).toBe(true)
    expect(await refreshes('/env/demo/services?page=two')).toBe(false)
  })

  test('every drawing of a form has a token of its own', async ({ page, world }) => {
    await world.open('/')
    const token = await page.locator('form.theme input[name=token]').inputValue()
    expect(token).toMatch(/^[0-9a-f]{32}$/)
    await page.reload()
    expect(await page.locator('form.theme input[name=token]').inputValue()).not.toBe(token)
  })
})

test.describe('with JavaScript', () => {
  test('a double click sends a form once', async ({ page, world }) => {
    const posted: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posted.push(request.postData() ?? ''))
    await world.open('/')
    await page.getByRole('button', { name: 'Dark theme' }).dblclick()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.locator('form.theme[aria-busy]')).toHaveCount(0)
    // Two clicks may be two sendings when the first is answered between them; then each has a token of its own.
    const tokens = posted.map((body) => new URLSearchParams(body).get('token'))
    expect(new Set(tokens).size).toBe(posted.length)
    expect(posted.length).toBeGreaterThan(0)
  })

  test('the theme is chosen without a new document', async ({ page, world }) => {
    await world.open('/')
    await page.evaluate(() => Object.assign(window, { isTheSame: true }))
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    // The page changes at once; the answer that keeps the choice comes after.
    const cookies = async () => (await page.context().cookies()).map((cookie) => cookie.name)
    await expect.poll(cookies).toContain('theme')
    expect(await page.evaluate(() => 'isTheSame' in window)).toBe(true)
  })
})
