import type { App } from '@weft/app-model'
import type { LocalText, Outcome } from '@weft/kernel'
import type { Pipeline } from '@weft/pipeline-model'
import type { MemberCaller } from '../modules/accounts/index.ts'

/** The later modules' part in making the demo space: real workspaces, releases, runs and ratings. */
export interface DemoLoop {
  /** Makes a workspace whose organisations have all joined, with its document. */
  seedWorkspace(workspace: {
    readonly id: string
    readonly app: string
    readonly scenario: string
    readonly title: LocalText
    readonly startedBy: MemberCaller
    /** The owner first. */
    readonly organisations: readonly string[]
    readonly content: { readonly pipelines: readonly Pipeline[]; readonly app: App }
    readonly at: Date
  }): Promise<void>
  /** Publishes a release from the document, as the API does. */
  publishRelease(
    caller: MemberCaller,
    workspace: string,
    draft: { readonly version: string; readonly notes: LocalText },
    at: Date,
  ): Promise<Outcome<{ readonly id: string }>>
  /** Runs a release and rates it; gives the feedback item that came of it, if one did. */
  rate(
    caller: MemberCaller,
    release: string,
    rating: { readonly stars: number; readonly text: string },
    at: Date,
  ): Promise<Outcome<{ readonly feedback: string | null }>>
  /** Plans a feedback item. */
  plan(caller: MemberCaller, feedback: string, reply: string, at: Date): Promise<Outcome<unknown>>
}
