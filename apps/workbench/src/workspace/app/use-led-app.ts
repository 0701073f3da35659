import { isId } from '@weft/kernel'
import { decodeFilters, encodeFilters } from '@weft/app-runtime'
import type { Whereabouts } from '@weft/workspace-client'
import { watch, type Ref } from 'vue'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { useFollow, useLeading } from '../together/follow.ts'
import type { Builder } from './use-builder.ts'
import type { useTriedFilters } from './use-tried-filters.ts'

type Tried = ReturnType<typeof useTriedFilters>

function showWhereabouts(
  builder: Builder,
  { mode, filters, keep }: Tried,
  { selection, filters: theirs }: Pick<Whereabouts, 'selection' | 'filters'>,
): void {
  const page = selection.find((id) => isId('pg', id))
  if (isId('pg', page) && page !== builder.page.value) builder.openPage(page)
  const widget = selection.find((id) => isId('wi', id))
  builder.select(isId('wi', widget) ? widget : null)
  const wanted = theirs === null ? 'build' : 'try'
  if (mode.value !== wanted) mode.value = wanted
  if (theirs !== null && theirs !== encodeFilters(filters.value)) keep(decodeFilters(theirs))
}

/** Lets the app tab show what somebody one follows has there, and tells others what is in sight here. */
export function useLedApp(
  { client: { presence } }: WorkspaceSession,
  builder: Builder,
  { sheet, ...tried }: Tried & { readonly sheet: Readonly<Ref<HTMLElement | null>> },
): { readonly onScroll: () => void } {
  useLeading(useFollow(), {
    onState: (leader) => {
      if (leader.area === 'app') showWhereabouts(builder, tried, leader)
    },
    onMovement: ({ view }, { area }) => {
      if (view && area === 'app' && sheet.value) sheet.value.scrollTop = view.y
    },
  })
  watch(
    [tried.mode, tried.filters],
    ([mode, filters]) => {
      presence.set({ filters: mode === 'try' ? encodeFilters(filters) : null })
    },
    { immediate: true },
  )
  return {
    onScroll: () => {
      const element = sheet.value
      if (!element) return
      const { scrollTop, clientWidth: width, clientHeight: height } = element
      presence.set({ view: { x: 0, y: scrollTop, width, height } })
    },
  }
}
