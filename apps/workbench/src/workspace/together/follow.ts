import type { Movement, PresenceState } from '@weft/workspace-client'
import { inject, onScopeDispose, provide, watch, type ComputedRef, type InjectionKey } from 'vue'

/** Following somebody: one's own screen shows what theirs shows, until one does anything. */
export interface Follow {
  /** Whom this person asked to follow. */
  readonly followed: ComputedRef<PresenceState | null>
  /** Whose screen is shown: who follows a follower sees what that one sees. */
  readonly leader: ComputedRef<PresenceState | null>
  start: (clientId: number) => void
  stop: () => void
  /** Where the hand and the sight of the leader are now. */
  movement: () => Movement | null
  onMove: (listener: () => void) => () => void
}

const key: InjectionKey<Follow> = Symbol('follow')

/** Gives following to every component below. */
export function provideFollow(follow: Follow): void {
  provide(key, follow)
}

/** Following around a component; null outside an open workspace. */
export function useFollow(): Follow | null {
  return inject(key, null)
}

/** What a part of the workspace does to show what the leader shows. */
export interface Leading {
  /** The leader has taken something else in hand. */
  readonly onState: (state: PresenceState) => void
  /** The sight of the leader has moved. */
  readonly onMovement?: (movement: Movement, leader: PresenceState) => void
}

/** Lets a part of the workspace be led, for as long as the surrounding scope lives; the answer shows their sight again. */
export function useLeading(follow: Follow | null, { onState, onMovement }: Leading): () => void {
  if (!follow) return () => undefined
  const move = (): void => {
    const [movement, leader] = [follow.movement(), follow.leader.value]
    if (movement && leader) onMovement?.(movement, leader)
  }
  watch(
    follow.leader,
    (leader) => {
      if (!leader) return
      onState(leader)
      move()
    },
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(follow.onMove(move))
  return move
}
