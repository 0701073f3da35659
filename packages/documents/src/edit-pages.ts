import type { PageId, Widget } from '@weft/app-model'
import { accept, newId, refuse, type LocalText, type Outcome } from '@weft/kernel'
import { liveEntry } from './document-shape.ts'
import type { EditContext } from './edit-context.ts'
import { markRemoved, setLocalText } from './edit-values.ts'
import { placeAfter } from './order-keys.ts'
import { pageMap } from './write-entries.ts'

/** The intents on the pages of the app. Intents on pages that are gone do nothing. */
export interface PageEdits {
  /** Adds a page behind another one, first when `after` is null, last when it is not given. */
  addPage(title: LocalText, after?: PageId | null): PageId
  renamePage(page: PageId, title: LocalText): void
  movePage(page: PageId, after: PageId | null): void
  /** Removes a page with the widgets on it; the last page stays. */
  removePage(page: PageId): Outcome<null>
}

/** The intents on pages over a document. */
export function editPages({ roots, write, read, random }: EditContext): PageEdits {
  function orderAfter(after: PageId | null | undefined, moving?: PageId): string {
    const others = read().app.pages.filter((page) => page.id !== moving)
    const { order, rekeyed } = placeAfter(others, after)
    for (const page of rekeyed) liveEntry(roots.pages, page.id)?.set('order', page.order)
    return order
  }

  return {
    addPage: (title, after) =>
      write('add-page', () => {
        const id = newId('pg', random)
        roots.pages.set(id, pageMap({ title, order: orderAfter(after) }))
        return id
      }),
    renamePage: (id, title) => {
      const change = () => {
        const page = liveEntry(roots.pages, id)
        if (page) setLocalText(page, 'title', title)
      }
      write('rename-page', change, `title ${id}`)
    },
    movePage: (id, after) => {
      write('move-page', () => {
        liveEntry(roots.pages, id)?.set('order', orderAfter(after, id))
      })
    },
    removePage: (id) => {
      const page = liveEntry(roots.pages, id)
      if (!page) return refuse('document.page-missing')
      const { app } = read()
      if (app.pages.length === 1) return refuse('document.last-page')
      write('remove-page', () => {
        markRemoved(page)
        for (const widget of Object.values<Widget>(app.widgets)) {
          const entry = widget.page === id ? liveEntry(roots.widgets, widget.id) : null
          if (entry) markRemoved(entry)
        }
      })
      return accept(null)
    },
  }
}
