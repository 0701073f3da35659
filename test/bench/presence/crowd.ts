import { openWorkspaceDocument } from '@weft/documents'
import type { StepId } from '@weft/pipeline-model'
import {
  encodeAwarenessMessage,
  encodeUpdateMessage,
  messageLimits,
  parseMessage,
} from '@weft/sync-protocol'
import type { Page, WebSocketRoute } from 'playwright-core'
import * as Y from 'yjs'

/** A crowd between a page and its server: it speaks to the page as the server would. */
export interface Crowd {
  /** Adds steps to the pipeline of the page, in rows. */
  addSteps(count: number): readonly StepId[]
  /** Lets so many people move their hands and take other steps in hand, until the answer is called. */
  move(people: number, steps: readonly StepId[]): () => void
  /** Lets some people drop steps elsewhere several times a second, until the answer is called. */
  drag(people: number, steps: readonly StepId[]): () => void
}

const moveEveryMs = 33
const firstClient = 900_000

function stateOf(person: number, at: number, steps: readonly StepId[]): string {
  const turn = at / 900 + person
  // Everybody keeps a step in hand for two seconds.
  const step = steps[(person * 7 + Math.floor(at / 2000 + person / 5)) % steps.length]
  return JSON.stringify({
    person: {
      id: `pe_crowd${person}`,
      name: { en: `Person ${person}` },
      organisation: { id: `og_${person % 5}`, name: { en: 'Crowd' }, hue: (person * 47) % 360 },
    },
    presence: {
      area: 'pipeline',
      pipeline: null,
      selection: step ? [step] : [],
      cursor: { x: 900 + 700 * Math.sin(turn), y: 500 + 400 * Math.cos(turn * 1.3) },
      attention: 'here',
    },
  })
}

/** Stands between a page and the sync hub from its next opening on. */
export async function openCrowd(page: Page): Promise<Crowd> {
  const doc = new Y.Doc()
  let socket: WebSocketRoute | null = null
  await page.routeWebSocket(/\/sync/, (route) => {
    const server = route.connectToServer()
    server.onMessage((message) => {
      route.send(message)
      if (typeof message === 'string') return
      const read = parseMessage(new Uint8Array(message), messageLimits)
      if (!read.ok || !('update' in read.value)) return
      socket = route
      Y.applyUpdate(doc, read.value.update, 'server')
    })
    // What the crowd did stays between it and the page.
    route.onMessage((message) => {
      server.send(message)
    })
  })
  const send = (message: Uint8Array) => socket?.send(Buffer.from(message))
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') send(encodeUpdateMessage(update))
  })
  const { edit } = openWorkspaceDocument(doc, { random: Math.random })
  let clock = 1
  return {
    addSteps: (count) =>
      edit.gesture('crowd', () =>
        Array.from({ length: count }, (_, index) => {
          const position = { x: (index % 20) * 230, y: 400 + Math.floor(index / 20) * 110 }
          return edit.addStep({ kind: 'filter', position })
        }),
      ),
    move: (people, steps) => {
      const say = (textOf: (person: number) => string): void => {
        const entries = Array.from({ length: people }, (_, person) => ({
          client: firstClient + person,
          clock: clock++,
          text: textOf(person),
        }))
        send(encodeAwarenessMessage(entries))
      }
      // The server gathers what many say within a moment into one message.
      const timer = setInterval(() => {
        say((person) => stateOf(person, performance.now(), steps))
      }, moveEveryMs)
      return () => {
        clearInterval(timer)
        say(() => 'null')
      }
    },
    drag: (people, steps) => {
      const timers = Array.from({ length: people }, (_, person) =>
        setInterval(() => {
          const step = steps[(person * 31 + Math.floor(performance.now() / 1000)) % steps.length]
          const x = 400 * person + 300 * Math.sin(performance.now() / 500)
          if (step) edit.moveSteps({ [step]: { x, y: 200 + 100 * person } })
        }, 250),
      )
      return () => {
        for (const timer of timers) clearInterval(timer)
      }
    },
  }
}
