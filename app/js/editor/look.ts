/** How the editor looks: as the fields around it, in both themes. Colours are those of the page. */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const theme = EditorView.theme({
  '&': {
    height: 'var(--editor-height, 60vh)',
    border: '1px solid var(--field)',
    borderRadius: 'var(--radius)',
    background: 'var(--raised)',
    color: 'var(--text)',
    fontSize: '12.5px',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { background: 'var(--raised)', color: 'var(--quiet)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--sunken)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--busy-soft)',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--busy-soft)', outline: '1px solid var(--field)' },
  '.cm-tooltip': { border: '1px solid var(--line)', background: 'var(--surface)', color: 'var(--text)' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--busy-soft)', color: 'var(--text)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-foldPlaceholder': { border: '1px solid var(--line)', background: 'none', color: 'var(--quiet)' },
})

/** Colour means state, here too: names stand out by their weight. */
const words = HighlightStyle.define([
  { tag: tags.propertyName, fontWeight: '600' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--quiet)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--text)' },
  { tag: tags.invalid, color: 'var(--bad)' },
])

export const look = [theme, syntaxHighlighting(words)]
