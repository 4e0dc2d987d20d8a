/** Completes the names of members, and the words that AWS takes, by where in the definition they stand. */

import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

/** Completions from names and words by path: `containerDefinitions[].portMappings[]`. */
export function completeFrom(known: Record<string, string[]>): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1)
    const name = node.name === 'PropertyName' ? node : undefined
    if (!name && node.name !== 'String' && !context.explicit) return null
    const isMember = name !== undefined || node.name === '{' || node.name === 'Object' || node.name === ','
    const holder = name ? name.parent?.parent : node.name === 'String' ? node : container(node)
    if (!holder) return null
    const words = known[pathOf(context.state, isMember ? holder : node)]
    if (!words) return null
    const text = name ?? (node.name === 'String' ? node : undefined)
    const taken = isMember ? namesIn(context.state, holder) : new Set<string>()
    const options = words.filter((word) => !taken.has(word) || isAt(context.state, name, word))
    return {
      from: text?.from ?? context.pos,
      to: text?.to,
      options: options.map((word) => ({ label: word, apply: isMember && !name ? `"${word}": ` : `"${word}"` })),
      filter: text === undefined,
      ...(text && { options: matching(options, context.state.sliceDoc(text.from + 1, context.pos)) }),
    }
  }
}

/** Those that begin with what was typed, then those that have it in them. */
function matching(words: string[], typed: string) {
  const part = typed.toLowerCase()
  const found = words.filter((word) => word.toLowerCase().includes(part))
  found.sort((one, other) => Number(other.toLowerCase().startsWith(part)) - Number(one.toLowerCase().startsWith(part)))
  return found.map((word) => ({ label: word, apply: `"${word}"` }))
}

function container(node: Node): Node | null {
  let at: Node | null = node
  while (at && at.name !== 'Object') at = at.parent
  return at
}

/** The way from the definition to a value; an item of a list is `[]`. */
function pathOf(state: EditorState, node: Node): string {
  const steps: string[] = []
  for (let at: Node | null = node; at; at = at.parent) {
    if (at.name === 'Property') {
      const name = at.getChild('PropertyName')
      if (name) steps.unshift(`.${unquoted(state, name)}`)
    } else if (at.name === 'Array' && at !== node) steps.unshift('[]')
  }
  return steps.join('').replace(/^\./, '')
}

function namesIn(state: EditorState, object: Node): Set<string> {
  const names = object.getChildren('Property').map((property) => property.getChild('PropertyName'))
  return new Set(names.filter((name) => name !== null).map((name) => unquoted(state, name)))
}

function isAt(state: EditorState, name: Node | undefined, word: string): boolean {
  return name !== undefined && unquoted(state, name) === word
}

function unquoted(state: EditorState, node: Node): string {
  return state.sliceDoc(node.from + 1, node.to - 1)
}
