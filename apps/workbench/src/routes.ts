import type { Component } from 'vue'
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

const pages = import.meta.glob<Component>('./**/*{Page,Tab,Shell}.vue', { import: 'default' })

/** A page by its file, loaded when first shown. */
const page = (file: string) => pages[file] ?? (() => import('./elsewhere/NowherePage.vue'))

/** Every address of the workbench. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/', name: 'home', component: page('./home/HomePage.vue') },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: page('./session/SignInPage.vue'),
    meta: { title: 'app.signIn', frame: 'bare' },
  },
  {
    path: '/set-up',
    name: 'set-up',
    component: page('./session/SetUpPage.vue'),
    meta: { title: 'session.setUpTitle', frame: 'bare' },
  },
  {
    path: '/invitations/:invitation',
    name: 'invitation',
    component: page('./session/InvitationPage.vue'),
    props: true,
    meta: { title: 'session.invitationTitle', frame: 'bare' },
  },
  {
    path: '/scenarios',
    name: 'scenarios',
    component: page('./scenarios/ScenarioListPage.vue'),
    meta: { title: 'frame.scenarios' },
  },
  {
    path: '/scenarios/new',
    name: 'scenario-new',
    component: page('./scenarios/ScenarioNewPage.vue'),
    meta: { title: 'scenarios.postTitle', signedIn: true },
  },
  {
    path: '/scenarios/:scenario',
    name: 'scenario',
    component: page('./scenarios/ScenarioPage.vue'),
    props: true,
    meta: { title: 'frame.scenarios' },
  },
  {
    path: '/scenarios/:scenario/edit',
    name: 'scenario-edit',
    component: page('./scenarios/ScenarioEditPage.vue'),
    props: true,
    meta: { title: 'scenarios.editTitle', signedIn: true },
  },
  {
    path: '/datasets',
    name: 'datasets',
    component: page('./datasets/DatasetListPage.vue'),
    meta: { title: 'frame.catalogue' },
  },
  {
    path: '/datasets/new',
    name: 'dataset-offer',
    component: page('./datasets/OfferDatasetPage.vue'),
    meta: { title: 'frame.offerDataset', signedIn: true },
  },
  {
    path: '/datasets/:dataset',
    alias: '/id/dataset/:dataset',
    name: 'dataset',
    component: page('./datasets/DatasetPage.vue'),
    props: true,
    meta: { title: 'frame.catalogue' },
  },
  {
    path: '/organisations',
    name: 'organisations',
    component: page('./organisations/OrganisationListPage.vue'),
    meta: { title: 'frame.organisations' },
  },
  {
    path: '/organisations/:organisation',
    name: 'organisation',
    component: page('./organisations/OrganisationPage.vue'),
    props: true,
    meta: { title: 'frame.organisations' },
  },
  {
    path: '/workspaces',
    name: 'workspaces',
    component: page('./workspaces/WorkspaceListPage.vue'),
    meta: { title: 'frame.workspaces', signedIn: true },
  },
  {
    path: '/workspaces/:workspace',
    name: 'workspace',
    component: page('./workspace/WorkspaceShell.vue'),
    props: true,
    redirect: { name: 'pipeline' },
    meta: { title: 'frame.workspaces', frame: 'wide', signedIn: true },
    children: [
      {
        path: 'pipeline',
        name: 'pipeline',
        component: page('./workspace/pipeline/PipelineTab.vue'),
        props: true,
      },
      {
        path: 'app',
        name: 'app',
        component: page('./workspace/app/AppTab.vue'),
        props: true,
      },
      {
        path: 'feedback',
        name: 'feedback',
        component: page('./workspace-release/FeedbackTab.vue'),
        props: true,
      },
      {
        path: 'releases',
        name: 'releases',
        component: page('./workspace-release/ReleasesTab.vue'),
        props: true,
      },
    ],
  },
  {
    path: '/store',
    name: 'store',
    component: page('./store/StorePage.vue'),
    meta: { title: 'frame.store' },
  },
  {
    path: '/store/:app',
    name: 'store-app',
    component: page('./store/AppPage.vue'),
    props: true,
    meta: { title: 'frame.store' },
  },
  {
    path: '/run/:release',
    name: 'run',
    component: page('./run/RunPage.vue'),
    props: true,
    meta: { title: 'run.title', frame: 'wide', signedIn: true },
  },
  {
    path: '/inbox',
    name: 'inbox',
    component: page('./inbox/InboxPage.vue'),
    meta: { title: 'frame.inbox', signedIn: true },
  },
  {
    path: '/:rest(.*)*',
    name: 'nowhere',
    component: page('./elsewhere/NowherePage.vue'),
    meta: { title: 'app.notFoundTitle' },
  },
]
