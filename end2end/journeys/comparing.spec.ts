/** A revision beside another one. */

import { deployTag } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

withAndWithoutJavaScript(() => {
  test('what a new revision changed is one click away, and any other revision can be named', async ({ page, world }) => {
    const revision = await deployTag('shop', 'pricing', `compared-${Date.now()}`)
    await world.open(`/env/demo/task-definitions/pricing/${revision}`)
    await page.getByRole('navigation', { name: 'Forms of this revision' }).getByRole('link', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { name: /^Different from pricing:\d+$/ })).toBeVisible()
    await expect(page.getByRole('rowheader', { name: 'pricing.image' })).toBeVisible()
    await page.getByLabel('Compare with').fill(`pricing:${revision}`)
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { name: `The same as pricing:${revision}` })).toBeVisible()
    world.expectMessage(/422/)
    await page.getByLabel('Compare with').fill('nothing:1')
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose one that exists.')
    await expect(page.getByLabel('Compare with')).toHaveValue('nothing:1')
  })
})
