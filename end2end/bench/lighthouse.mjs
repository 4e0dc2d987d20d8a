// What Lighthouse says of some pages, as a phone and as a desktop. Arguments: Podium, paths. Prints a list of scores, 0 to 100.
// With `--try` alone it only starts its browser and ends.
import lighthouse, { desktopConfig } from 'lighthouse'
import * as chromeLauncher from 'chrome-launcher'

const [podium, ...paths] = process.argv.slice(2)
const chrome = await chromeLauncher.launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const scores = []
for (const path of podium === '--try' ? [] : paths) {
  for (const [form, config] of [['phone', undefined], ['desktop', desktopConfig]]) {
    const options = { port: chrome.port, logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices'] }
    const result = await lighthouse(podium + path, options, config)
    const score = (category) => Math.round((result.lhr.categories[category].score ?? 0) * 100)
    scores.push({
      path,
      form,
      performance: score('performance'),
      accessibility: score('accessibility'),
      practices: score('best-practices'),
    })
    if (process.env.LIGHTHOUSE_DETAILS) {
      for (const audit of Object.values(result.lhr.audits)) {
        if (audit.score !== null && audit.score < 1) console.error(path, form, audit.id, audit.score, audit.displayValue ?? '')
      }
    }
  }
}
chrome.kill()
console.log(JSON.stringify(scores))
