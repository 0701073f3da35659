export { default as AppPage } from './AppPage.vue'
export { default as PageTabs } from './PageTabs.vue'
export { default as WidgetView } from './WidgetView.vue'
export type { AppContext, WidgetPort, WidgetQuestion } from './app-context.ts'
export { widgetsOfPage } from './page-order.ts'
export {
  parsePlayerNews,
  parsePlayerOrder,
  type PlayerNews,
  type PlayerOrder,
} from './player-messages.ts'
