import type { ApiClient } from '@weft/api-contract'
import type { ThreadAnchor } from '@weft/discussion-model'
import type { Id, LocalText } from '@weft/kernel'
import type { Step } from '@weft/pipeline-model'
import { shallowRef, watch, type ShallowRef } from 'vue'
import { useWords } from '../../i18n/use-words.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import type { Conversation, Subject } from './conversation.ts'
import type { Thread } from './discussion-shapes.ts'
import { findPlace, namePlace, type PlaceContext } from './find-place.ts'
import { rowWords } from './row-anchor.ts'

interface Proposal {
  readonly id: string
  readonly title: LocalText
}

/** What places are looked up with. */
export interface PlaceParts {
  readonly api: ApiClient
  readonly workspace: `ws_${string}`
  readonly session: WorkspaceSession
  /** The proposal whose fork the session is of; null for the workspace itself. */
  readonly fork: Id<'pr'> | null
  readonly proposals: Readonly<ShallowRef<readonly Proposal[] | null>>
  readonly threads: Readonly<ShallowRef<ReadonlyMap<string, Thread>>>
}

/** Looks up what anchors point at, and says it in the reader's words. */
export function usePlaces({ api, workspace, session, fork, proposals, threads }: PlaceParts) {
  const { t, say } = useWords()
  const releases = shallowRef<ReadonlyMap<string, string> | null>(null)
  const readReleases = async (): Promise<void> => {
    const listed = await api.listReleases({ params: { workspace } })
    if (listed.ok) releases.value = new Map(listed.value.map(({ id, version }) => [id, version]))
  }
  watch(threads, (known) => {
    const isNew = [...known.values()].some(
      ({ anchor }) => anchor.kind === 'release' && !releases.value?.has(anchor.release),
    )
    if (isNew) void readReleases()
  })
  const context = (): PlaceContext => ({
    picture: session.picture.value,
    fork,
    schemaOf: (step) => session.compiled.value.steps[step]?.schema ?? null,
    findSql: (step, range) => session.document.findSql(step, range),
    releases: releases.value,
    proposals: proposals.value && new Map(proposals.value.map(({ id, title }) => [id, say(title)])),
  })
  const names = {
    say,
    stepTitle: (step: Step) => say(step.title) || t(`pipeline.kinds.${step.kind}`),
    widgetKind: (kind: string) => t(`builder.kind.${kind}` as 'builder.kind.text'),
    pageNumber: (n: number) => t('builder.page', { n }),
  }
  const place = (anchor: ThreadAnchor, name: string): string => {
    const { kind } = anchor
    const detail = kind === 'column' ? anchor.column : kind === 'row' ? rowWords(anchor.cells) : ''
    return t(`discussion.place.${kind}`, { name, detail })
  }
  const sayPlace: Conversation['sayPlace'] = ({ anchor, subject }) =>
    place(anchor, namePlace(anchor, context(), names) || subject)
  const subjectOf = (anchor: ThreadAnchor): Subject => ({
    anchor,
    words: namePlace(anchor, context(), names),
  })
  return {
    context,
    sayPlace,
    subjectOf,
    placeOf: (anchor: ThreadAnchor) => findPlace(anchor, context()),
  }
}
