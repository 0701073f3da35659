import type { ResponseOf, workspaceRoutes } from '@weft/api-contract'
import { inject, provide, type InjectionKey } from 'vue'

/** The workspace as the page around a component knows it. */
export type OpenedWorkspace = ResponseOf<typeof workspaceRoutes.readWorkspace>

const key: InjectionKey<OpenedWorkspace> = Symbol('opened workspace')

/** Lets every part below know which organisations are in the workspace, and as what. */
export function provideOpenedWorkspace(page: OpenedWorkspace): void {
  provide(key, page)
}

/** The workspace around a component, or null in a preview of a single part. */
export function useOpenedWorkspace(): OpenedWorkspace | null {
  return inject(key, null)
}
