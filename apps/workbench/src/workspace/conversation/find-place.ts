import { proposalOfAnchor, type ThreadAnchor } from '@weft/discussion-model'
import {
  everyPipeline,
  type TextPlace,
  type TextRange,
  type WorkspacePicture,
} from '@weft/documents'
import type { Id, LocalText } from '@weft/kernel'
import type { Schema, Step } from '@weft/pipeline-model'

/** The tab of a workspace in which a place is seen. */
export type PlaceTab =
  'pipeline' | 'app' | 'releases' | 'proposal' | 'fork-pipeline' | 'fork-app' | null

/** What an anchor points at now. */
export interface Place {
  readonly isGone: boolean
  readonly tab: PlaceTab
  /** Whose page or fork the tab is one of; null for the workspace itself. */
  readonly proposal: Id<'pr'> | null
}

/** What anchors are looked up in. */
export interface PlaceContext {
  readonly picture: WorkspacePicture
  /** The proposal whose fork the picture is; null for that of the workspace. */
  readonly fork: Id<'pr'> | null
  /** The columns a step gives; null while they are not known. */
  readonly schemaOf: (step: Id<'st'>) => Schema | null
  readonly findSql: (step: Id<'st'>, range: TextRange) => TextPlace | null
  /** Null until they were read. */
  readonly releases: ReadonlyMap<string, string> | null
  /** Titles; null until they were read. */
  readonly proposals: ReadonlyMap<string, string> | null
}

/** A step of the workspace, in whichever pipeline. */
export function findStep({ picture }: Pick<PlaceContext, 'picture'>, id: Id<'st'>): Step | null {
  for (const { steps } of everyPipeline(picture)) {
    const step = steps[id]
    if (step) return step
  }
  return null
}

function isGoneInStep(
  anchor: Extract<ThreadAnchor, { readonly step: Id<'st'> }>,
  context: PlaceContext,
): boolean {
  if (!findStep(context, anchor.step)) return true
  if (anchor.kind === 'sql') return context.findSql(anchor.step, anchor) === null
  if (anchor.kind !== 'column') return false
  const schema = context.schemaOf(anchor.step)
  return schema !== null && !schema.some(({ name }) => name === anchor.column)
}

/** Whether a proposal is known to be none of the workspace. */
function isNoProposal(proposal: Id<'pr'>, { proposals }: PlaceContext): boolean {
  return proposals?.has(proposal) === false
}

/** The place of what stands in the document: here, else inside the fork in which its thread began. */
function placeInDocument(
  anchor: ThreadAnchor,
  here: { readonly isGone: boolean; readonly tab: 'pipeline' | 'app' },
  context: PlaceContext,
): Place {
  const begun = proposalOfAnchor(anchor)
  const isElsewhere =
    here.isGone && begun !== null && begun !== context.fork && !isNoProposal(begun, context)
  const proposal = isElsewhere ? begun : context.fork
  return {
    isGone: here.isGone && !isElsewhere,
    tab: proposal ? `fork-${here.tab}` : here.tab,
    proposal,
  }
}

/** Whether what a thread is about is still there, and where it is seen. */
export function findPlace(anchor: ThreadAnchor, context: PlaceContext): Place {
  const { app } = context.picture
  const inDocument = (isGone: boolean, tab: 'pipeline' | 'app') =>
    placeInDocument(anchor, { isGone, tab }, context)
  switch (anchor.kind) {
    case 'workspace':
      return { isGone: false, tab: null, proposal: null }
    case 'page':
      return inDocument(!app.pages.some(({ id }) => id === anchor.page), 'app')
    case 'widget':
      return inDocument(!(anchor.widget in app.widgets), 'app')
    case 'release': {
      const isGone = context.releases?.has(anchor.release) === false
      return { isGone, tab: 'releases', proposal: null }
    }
    case 'proposal': {
      const isGone = isNoProposal(anchor.proposal, context)
      return { isGone, tab: 'proposal', proposal: anchor.proposal }
    }
    case 'step':
    case 'column':
    case 'row':
    case 'sql':
      return inDocument(isGoneInStep(anchor, context), 'pipeline')
  }
}

/** How things are called while a thread about them begins, or now. */
export interface PlaceNames {
  readonly say: (text: LocalText) => string
  readonly stepTitle: (step: Step) => string
  readonly widgetKind: (kind: string) => string
  readonly pageNumber: (n: number) => string
}

/** The name of what an anchor points at; empty when it is gone or has none of its own. */
export function namePlace(anchor: ThreadAnchor, context: PlaceContext, names: PlaceNames): string {
  const { app } = context.picture
  if ('step' in anchor) {
    const step = findStep(context, anchor.step)
    return step ? names.stepTitle(step) : ''
  }
  if (anchor.kind === 'release') return context.releases?.get(anchor.release) ?? ''
  if (anchor.kind === 'proposal') return context.proposals?.get(anchor.proposal) ?? ''
  return nameInApp(anchor, app, names)
}

function nameInApp(anchor: ThreadAnchor, app: WorkspacePicture['app'], names: PlaceNames): string {
  if (anchor.kind === 'page') {
    const index = app.pages.findIndex(({ id }) => id === anchor.page)
    const page = app.pages[index]
    return page ? names.say(page.title) || names.pageNumber(index + 1) : ''
  }
  const widget = anchor.kind === 'widget' ? app.widgets[anchor.widget] : undefined
  return widget ? names.say(widget.title) || names.widgetKind(widget.kind) : ''
}
