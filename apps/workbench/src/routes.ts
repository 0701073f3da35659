import type { RouteRecordRaw } from 'vue-router'
import type { MessageKey } from './i18n/messages.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name in the browser's title, until the page knows a better one. */
    title?: MessageKey
    /** `wide` leaves the whole width to the page beside a narrow rail; `bare` shows the page alone. */
    frame?: 'page' | 'wide' | 'bare'
    /** Whether only a signed-in person gets to see it. */
    signedIn?: boolean
  }
}

/** Every address of the workbench. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./home/HomePage.vue') },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./session/SignInPage.vue'),
    meta: { title: 'app.signIn', frame: 'bare' },
  },
  {
    path: '/set-up',
    name: 'set-up',
    component: () => import('./session/SetUpPage.vue'),
    meta: { title: 'session.setUpTitle', frame: 'bare' },
  },
  {
    path: '/invitations/:invitation',
    name: 'invitation',
    component: () => import('./session/InvitationPage.vue'),
    props: true,
    meta: { title: 'session.invitationTitle', frame: 'bare' },
  },
  {
    path: '/scenarios',
    name: 'scenarios',
    component: () => import('./scenarios/ScenarioListPage.vue'),
    meta: { title: 'frame.scenarios' },
  },
  {
    path: '/scenarios/new',
    name: 'scenario-new',
    component: () => import('./scenarios/ScenarioNewPage.vue'),
    meta: { title: 'scenarios.postTitle', signedIn: true },
  },
  {
    path: '/scenarios/:scenario',
    name: 'scenario',
    component: () => import('./scenarios/ScenarioPage.vue'),
    props: true,
    meta: { title: 'frame.scenarios' },
  },
  {
    path: '/scenarios/:scenario/edit',
    name: 'scenario-edit',
    component: () => import('./scenarios/ScenarioEditPage.vue'),
    props: true,
    meta: { title: 'scenarios.editTitle', signedIn: true },
  },
  {
    path: '/datasets',
    name: 'datasets',
    component: () => import('./datasets/DatasetListPage.vue'),
    meta: { title: 'frame.catalogue' },
  },
  {
    path: '/datasets/new',
    name: 'dataset-offer',
    component: () => import('./datasets/OfferDatasetPage.vue'),
    meta: { title: 'frame.offerDataset', signedIn: true },
  },
  {
    path: '/datasets/:dataset',
    alias: '/id/dataset/:dataset',
    name: 'dataset',
    component: () => import('./datasets/DatasetPage.vue'),
    props: true,
    meta: { title: 'frame.catalogue' },
  },
  {
    path: '/organisations',
    name: 'organisations',
    component: () => import('./organisations/OrganisationListPage.vue'),
    meta: { title: 'frame.organisations' },
  },
  {
    path: '/organisations/:organisation',
    name: 'organisation',
    component: () => import('./organisations/OrganisationPage.vue'),
    props: true,
    meta: { title: 'frame.organisations' },
  },
  {
    path: '/workspaces',
    name: 'workspaces',
    component: () => import('./workspaces/WorkspaceListPage.vue'),
    meta: { title: 'frame.workspaces', signedIn: true },
  },
  {
    path: '/templates',
    name: 'templates',
    component: () => import('./templates/TemplateListPage.vue'),
    meta: { title: 'templates.title', signedIn: true },
  },
  {
    path: '/templates/:template',
    name: 'template',
    component: () => import('./templates/TemplatePage.vue'),
    props: true,
    meta: { title: 'templates.title', signedIn: true },
  },
  {
    path: '/templates/:template/start',
    name: 'template-start',
    component: () => import('./templates/StartFromTemplatePage.vue'),
    props: true,
    meta: { title: 'templates.title', signedIn: true },
  },
  {
    path: '/workspaces/:workspace',
    name: 'workspace',
    component: () => import('./workspace/WorkspaceShell.vue'),
    props: true,
    redirect: { name: 'pipeline' },
    meta: { title: 'frame.workspaces', frame: 'wide', signedIn: true },
    children: [
      {
        path: 'pipeline',
        name: 'pipeline',
        component: () => import('./workspace/pipeline/PipelineTab.vue'),
        props: true,
      },
      {
        path: 'app',
        name: 'app',
        component: () => import('./workspace/app/AppTab.vue'),
        props: true,
      },
      {
        path: 'proposals',
        name: 'proposals',
        component: () => import('./workspace/proposals/ProposalsTab.vue'),
      },
      {
        path: 'proposals/:proposal',
        name: 'proposal',
        component: () => import('./workspace/proposals/ProposalTab.vue'),
        props: true,
      },
      {
        path: 'feedback',
        name: 'feedback',
        component: () => import('./workspace-release/FeedbackTab.vue'),
        props: true,
      },
      {
        path: 'releases',
        name: 'releases',
        component: () => import('./workspace-release/ReleasesTab.vue'),
        props: true,
      },
      {
        path: 'history',
        name: 'history',
        component: () => import('./workspace/history/HistoryTab.vue'),
        props: true,
      },
    ],
  },
  {
    path: '/workspaces/:workspace/proposals/:proposal/edit',
    name: 'fork',
    component: () => import('./workspace/fork/ForkShell.vue'),
    props: true,
    redirect: { name: 'fork-pipeline' },
    meta: { title: 'proposals.title', frame: 'wide', signedIn: true },
    children: [
      {
        path: 'pipeline',
        name: 'fork-pipeline',
        component: () => import('./workspace/pipeline/PipelineTab.vue'),
      },
      {
        path: 'app',
        name: 'fork-app',
        component: () => import('./workspace/app/AppTab.vue'),
      },
    ],
  },
  {
    path: '/store',
    name: 'store',
    component: () => import('./store/StorePage.vue'),
    meta: { title: 'frame.store' },
  },
  {
    path: '/store/:app',
    name: 'store-app',
    component: () => import('./store/AppPage.vue'),
    props: true,
    meta: { title: 'frame.store' },
  },
  {
    path: '/run/:release',
    name: 'run',
    component: () => import('./run/RunPage.vue'),
    props: true,
    meta: { title: 'run.title', frame: 'wide', signedIn: true },
  },
  {
    path: '/inbox',
    name: 'inbox',
    component: () => import('./inbox/InboxPage.vue'),
    meta: { title: 'frame.inbox', signedIn: true },
  },
  {
    path: '/:rest(.*)*',
    name: 'nowhere',
    component: () => import('./elsewhere/NowherePage.vue'),
    meta: { title: 'app.notFoundTitle' },
  },
]
