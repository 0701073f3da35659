import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'

/** In characters; the server asks for as many. */
export const shortestPassword = 10

/** What is wrong with each field of a form, in words; empty where nothing is. */
export interface FieldChecks<F extends string> {
  /** Empty until sending was tried once, so that nobody is corrected while writing. */
  readonly errors: ComputedRef<Readonly<Record<F, string>>>
  /** True when the form may be sent; else shows the errors and moves to the first wrong field. */
  readonly mayFinish: () => Promise<boolean>
}

/** Checks a form by our own words instead of the browser's, which speak the browser's language. */
export function useFieldChecks<F extends string>(
  form: Readonly<Ref<HTMLFormElement | null>>,
  check: () => Record<F, string>,
): FieldChecks<F> {
  const asked = ref(false)
  const errors = computed(() => {
    const found = check()
    if (!asked.value) for (const field in found) found[field] = ''
    return found
  })
  async function mayFinish(): Promise<boolean> {
    asked.value = true
    if (Object.values(errors.value).every((words) => words === '')) return true
    await nextTick()
    form.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    return false
  }
  return { errors, mayFinish }
}
