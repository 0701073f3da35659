import type { FailureCatalogue } from '@weft/kernel'

/** The sentences of every refusal to read an app. */
export const appFailures: FailureCatalogue = {
  'app.unreadable': {
    status: 422,
    en: 'This app’s definition is damaged at “{path}” ({reason}).',
    zh: '应用定义在“{path}”处已损坏({reason})。',
  },
  'app.too-many-widgets': {
    status: 422,
    en: 'This app has {count} widgets; at most {limit} are allowed.',
    zh: '此应用有 {count} 个组件,最多允许 {limit} 个。',
  },
}
