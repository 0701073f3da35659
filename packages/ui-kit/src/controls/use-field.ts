import { inject, provide, type InjectionKey, type Ref } from 'vue'

/** What a field tells the control inside it, so that label, hint and error belong to it for everybody. */
export interface FieldTies {
  readonly id: string
  readonly describedBy: Readonly<Ref<string | undefined>>
  readonly invalid: Readonly<Ref<boolean>>
}

const key: InjectionKey<FieldTies> = Symbol('field')

/** Ties a field to the control in its slot. */
export function provideField(ties: FieldTies): void {
  provide(key, ties)
}

/** The field around a control, or null when it stands alone. */
export function useField(): FieldTies | null {
  return inject(key, null)
}
