import { parsePlayerNews, type PlayerOrder } from '@weft/app-views'
import type { ApiClient, releaseRoutes, ResponseOf } from '@weft/api-contract'
import { sha256Hex, type Failure, type Language } from '@weft/kernel'
import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

/** A release as the API tells it. */
export type RunRelease = ResponseOf<(typeof releaseRoutes)['readRelease']>

/** What a run needs of the page it is on. */
export interface RunPlace {
  readonly api: ApiClient
  readonly release: `re_${string}`
  readonly frame: Readonly<ShallowRef<HTMLIFrameElement | null>>
  readonly look: () => { readonly language: Language; readonly theme: 'light' | 'dark' }
  /** Filter choices of the address at the start, and where changed ones go. */
  readonly filters: string
  readonly keepFilters: (filters: string) => void
}

/** How far a run is: proven only after the app has shown its first numbers. */
export interface Run {
  readonly release: Readonly<ShallowRef<RunRelease | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  readonly proven: Readonly<Ref<boolean>>
}

interface Begun {
  readonly run: `ru_${string}`
  readonly proof: string
}

/** Runs a release in a sealed frame: hands the bundle over, and proves the run once numbers are shown. */
export function useRun(place: RunPlace): Run {
  const { api, frame } = place
  const release = shallowRef<RunRelease | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const proven = ref(false)
  let begun: Begun | null = null
  let shown = false

  const tell = (order: PlayerOrder, transfer: Transferable[] = []) =>
    // The frame has an opaque origin, which no target origin can name.
    frame.value?.contentWindow?.postMessage(order, '*', transfer)

  // Asked at once: the frame takes its time to get ready.
  let coming: ReturnType<typeof loadRelease> | null = loadRelease(place)

  async function open() {
    failure.value = null
    proven.value = false
    shown = false
    const { read, bundle } = await (coming ?? loadRelease(place))
    coming = null
    if (!read.ok) {
      failure.value = read.failure
      return
    }
    release.value = read.value
    if (!bundle.ok) {
      failure.value = bundle.failure
      return
    }
    const bytes = new Uint8Array(bundle.value).buffer
    tell({ kind: 'open', bytes, filters: place.filters, ...place.look() }, [bytes])
    await begin(bundle.value)
  }

  async function begin(bundle: Uint8Array) {
    const run = await api.beginRun({ params: { release: place.release } })
    if (!run.ok) {
      failure.value = run.failure
      return
    }
    begun = { run: run.value.id, proof: proofOf(run.value.nonce, bundle) }
    if (shown) await prove()
  }

  async function prove() {
    shown = true
    if (!begun || proven.value) return
    const { run, proof } = begun
    begun = null
    const done = await api.finishRun({ params: { run }, body: { proof } })
    if (done.ok) proven.value = true
    else failure.value = done.failure
  }

  function onMessage(event: MessageEvent) {
    if (!frame.value || event.source !== frame.value.contentWindow) return
    const news = parsePlayerNews(event.data)
    if (news?.kind === 'ready') void open()
    if (news?.kind === 'shown') void prove()
    if (news?.kind === 'filters') place.keepFilters(news.filters)
  }

  watch(place.look, (look) => tell({ kind: 'look', ...look }))
  onMounted(() => addEventListener('message', onMessage))
  onBeforeUnmount(() => removeEventListener('message', onMessage))
  return { release, failure, proven }
}

/** The release and its bundle, asked for together. */
async function loadRelease({ api, release }: RunPlace) {
  const params = { release }
  const [read, bundle] = await Promise.all([
    api.readRelease({ params }),
    api.readBundle({ params }),
  ])
  return { read, bundle }
}

function proofOf(nonce: string, bundle: Uint8Array): string {
  const head = new TextEncoder().encode(nonce)
  const whole = new Uint8Array(head.length + bundle.length)
  whole.set(head)
  whole.set(bundle, head.length)
  return sha256Hex(whole)
}
