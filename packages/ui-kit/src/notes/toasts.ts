import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

/** A short message that leaves by itself. */
export interface Toast {
  readonly key: number
  readonly kind: 'said' | 'good' | 'bad'
  readonly words: string
  /** Something the person can do about it. */
  readonly action?: { readonly words: string; readonly run: () => void } | undefined
  /** Words instead of the cross, where leaving it is an answer. */
  readonly decline?: string | undefined
  /** How long it stays; a few seconds when not given. */
  readonly lastingMs?: number | undefined
}

/** Where messages wait to be shown. */
export interface Toasts {
  readonly shown: Readonly<ShallowRef<readonly Toast[]>>
  say: (words: string, more?: Partial<Omit<Toast, 'key' | 'words'>>) => void
  dismiss: (key: number) => void
}

const key: InjectionKey<Toasts> = Symbol('toasts')

/** Makes the list of messages; at most four show at a time, the oldest goes first. */
export function createToasts(): Toasts {
  const shown = shallowRef<readonly Toast[]>([])
  let next = 0
  return {
    shown,
    say: (words, more = {}) => {
      next += 1
      shown.value = [...shown.value.slice(-3), { key: next, kind: 'said', words, ...more }]
    },
    dismiss: (gone) => {
      shown.value = shown.value.filter((toast) => toast.key !== gone)
    },
  }
}

/** Gives the messages to every component below. */
export function provideToasts(toasts: Toasts): void {
  provide(key, toasts)
}

/** The messages of the application; throws where no host provides them. */
export function useToasts(): Toasts {
  const toasts = inject(key)
  if (!toasts) throw new Error('No toasts are provided above this component.')
  return toasts
}
