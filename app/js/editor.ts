/**
 * The editor over the JSON of a task definition: a module of its own, loaded only where there is such a text.
 *
 * The text area stays what is sent: every change is written back to it, and without this module it is edited as it is.
 */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, linter } from '@codemirror/lint'
import { EditorState, type Text } from '@codemirror/state'
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'

import { completeFrom } from './editor/complete'
import { look } from './editor/look'

/** An editor and the text area that it stands for. */
type Editor = { area: HTMLTextAreaElement; host: HTMLElement; view: EditorView; sent: string }

let editor: Editor | undefined

/** Puts an editor over the text area, or brings the one that is there up to date. */
export function edit(area: HTMLTextAreaElement): void {
  if (editor?.area !== area) {
    editor?.view.destroy()
    editor = made(area)
  }
  const { host, view } = editor
  if (area.nextElementSibling !== host) area.after(host)
  if (area.value !== view.state.doc.toString()) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } })
  }
  editor.sent = view.state.doc.toString()
  // What the server says is wrong is shown at its lines.
  view.dispatch({})
}

/** Shows a place in the text, as a link to what is wrong there asks for. */
function showLine(line: number, column: number): void {
  if (!editor) return
  const { view } = editor
  const at = placeIn(view.state.doc, line, column)
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
  view.focus()
}

function made(area: HTMLTextAreaElement): Editor {
  const host = document.createElement('div')
  host.dataset.kept = ''
  // Its styles stay inside, and need no exception from the content security policy.
  const root = host.attachShadow({ mode: 'open' })
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({ doc: area.value, extensions: extensions(area) }),
  })
  return { area, host, view, sent: area.value }
}

function extensions(area: HTMLTextAreaElement) {
  const members: Record<string, string[]> = JSON.parse(area.dataset.editor || '{}')
  const label = area.labels?.[0]?.textContent ?? 'JSON'
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    json(),
    autocompletion({ override: [completeFrom(members)], icons: false }),
    linter((view) => [...syntax(view), ...told(view)], { delay: 400, needsRefresh: () => true }),
    // Tab leaves the editor, as it leaves every field; Ctrl-Space completes.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) area.value = update.state.doc.toString()
    }),
    look,
  ]
}

addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-line]')
  if (!link || !editor || link.hash !== `#${editor.area.id}`) return
  event.preventDefault()
  showLine(Number(link.dataset.line), Number(link.dataset.column))
})

const parse = jsonParseLinter()

function syntax(view: EditorView): readonly Diagnostic[] {
  return view.state.doc.length > 0 ? parse(view) : []
}

/** What the server has found wrong, as long as the text is the one that it has seen. */
function told(view: EditorView): Diagnostic[] {
  if (editor?.view !== view || editor.sent !== view.state.doc.toString()) return []
  return [...document.querySelectorAll<HTMLElement>('#form-summary [data-line]')].map((fault) => {
    const from = placeIn(view.state.doc, Number(fault.dataset.line), Number(fault.dataset.column))
    const to = Math.max(from, view.state.doc.lineAt(from).to)
    return { from, to, severity: 'error', message: fault.textContent ?? '' }
  })
}

/** Where a line and a column are, both counted from 1; columns are characters, as people count them. */
function placeIn(doc: Text, line: number, column: number): number {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines))
  return from + [...text].slice(0, Math.max(column - 1, 0)).join('').length
}
