/**
 * Marks rows whose state has just changed, so that an eye that was elsewhere finds them.
 *
 * A row is known by what it is about, not by its place: what gets worse also moves up, or into another table.
 */

/** How long a mark stays, in milliseconds: as long as its animation. */
const SEEN = 2_400

/** The state of each row on the page, by what the row is about. */
export function levels(): Map<string, string> {
  const levels = new Map<string, string>()
  // What stands in two tables may be judged by different things there; the first one counts.
  for (const [about, level] of rows()) if (!levels.has(about)) levels.set(about, level)
  return levels
}

/** Marks the rows whose state is not what it was. */
export function markChanged(before: Map<string, string>): void {
  const seen = new Set<string>()
  for (const [about, level, row] of rows()) {
    const is = before.get(about)
    if (!seen.has(about) && is !== undefined && is !== level) {
      row.setAttribute('data-changed', '')
      setTimeout(() => row.removeAttribute('data-changed'), SEEN)
    }
    seen.add(about)
  }
}

/** What each row is about (its id without the table it stands in), its state, and the row. */
function* rows(): Iterable<[string, string, Element]> {
  for (const row of document.querySelectorAll<HTMLElement>('main tbody tr[id][data-level]')) {
    yield [row.id.slice(row.id.indexOf(':') + 1), row.dataset.level!, row]
  }
}
