import type { FailureCatalogue } from '@weft/kernel'
import { accountFailures } from './account-failures.ts'
import { catalogueFailures } from './catalogue-failures.ts'
import { discussionFailures } from './discussion-failures.ts'
import { feedbackFailures } from './feedback-failures.ts'
import { historyFailures } from './history-failures.ts'
import { proposalFailures } from './proposal-failures.ts'
import { releaseFailures } from './release-failures.ts'
import { requestFailures } from './request-failures.ts'
import { templateFailures } from './template-failures.ts'
import { workspaceFailures } from './workspace-failures.ts'

/** Everything the server may refuse, with its status and its sentence in both languages. */
export const failures: FailureCatalogue = {
  ...requestFailures,
  ...accountFailures,
  ...catalogueFailures,
  ...workspaceFailures,
  ...historyFailures,
  ...releaseFailures,
  ...proposalFailures,
  ...templateFailures,
  ...discussionFailures,
  ...feedbackFailures,
}
