import type { BodyOf, ResponseOf, templateRoutes } from '@weft/api-contract'

/** A template in a list. */
export type TemplateEntry = ResponseOf<typeof templateRoutes.listTemplates>[number]

/** A template with all that is needed to start from it. */
export type TemplateView = ResponseOf<typeof templateRoutes.readTemplate>

/** A place where a dataset has to come. */
export type TemplateSlot = TemplateView['slotList'][number]

/** What a template of a workspace would leave out and take along. */
export type TemplateReview = ResponseOf<typeof templateRoutes.reviewTemplate>

/** A dataset chosen for a slot, as the space takes it. */
export type ChosenDataset = BodyOf<typeof templateRoutes.startFromTemplate>['fills'][number]

/** What has become of what a workspace was made from. */
export type Upstream = ResponseOf<typeof templateRoutes.readUpstream>
