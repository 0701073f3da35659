import type { Language } from '@weft/kernel'
import { messages } from '../../i18n/messages.ts'
import type { EntityNames } from './name-entity.ts'

const own = (words: Readonly<Record<string, unknown>>, key: string): string | null => {
  const found = Object.hasOwn(words, key) ? words[key] : null
  return typeof found === 'string' ? found : null
}

/** The name of a setting as its form calls it; a name no form knows stays as it is. */
function nameSetting(name: string, language: Language): string {
  const { steps, builder } = messages[language]
  return own(steps.fields, name) ?? own(builder, name) ?? name
}

/** What a field such as `setting.expression` or `title.en` is called. */
export function nameField(
  field: string,
  language: Language,
  { t }: Pick<EntityNames, 't'>,
): string {
  const { field: words } = messages[language].proposals
  const [head = '', second = '', third] = field.split('.')
  const isSetting = ['setting', 'own', 'order'].includes(head) && second !== ''
  const name = isSetting
    ? nameSetting(second, language)
    : (own(words, head) ?? nameSetting(head, language))
  const of = isSetting ? third : second
  const spoken = of === 'en' || of === 'zh' ? words[of] : null
  return spoken ? t('proposals.field.inLanguage', { field: name, language: spoken }) : name
}
