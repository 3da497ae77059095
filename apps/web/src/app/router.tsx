import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { LinkPage } from '../features/access/link-page.tsx';
import { SignInPage } from '../features/access/sign-in-page.tsx';
import { readFilters } from '../features/calls/call-filters.ts';
import { readCampaignSearch } from '../features/campaigns/prospect-filters.ts';
import { readContactFilters } from '../features/contacts/contact-filters.ts';
import { readStatisticsFilter } from '../features/insights/statistics-filter.ts';
import { readInboxFilters } from '../features/voicemail/inbox-filters.ts';
import { HomePage } from '../features/workspaces/home-page.tsx';
import { NotFound, RouteFailure } from './route-failure.tsx';
import { SignedIn } from './signed-in.tsx';

const root = createRootRoute({ component: Outlet, errorComponent: RouteFailure });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: SignedIn });

const outsideRoutes = [
  createRoute({ getParentRoute: () => root, path: '/login', validateSearch: texts('to'), component: SignInPage }),
  createRoute({ getParentRoute: () => root, path: '/login/link', component: LinkPage }),
  createRoute({
    getParentRoute: () => root,
    path: '/join',
    component: lazyRouteComponent(() => import('../features/access/join-page.tsx'), 'JoinPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reset',
    component: lazyRouteComponent(() => import('../features/access/reset-page.tsx'), 'ResetPage'),
  }),
] as const;

const insideRoutes = [
  createRoute({ getParentRoute: () => inside, path: '/', validateSearch: texts('to', 'contact'), component: HomePage }),
  createRoute({
    getParentRoute: () => inside,
    path: '/live',
    component: lazyRouteComponent(() => import('../features/calls/live-page.tsx'), 'LivePage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/calls',
    validateSearch: readFilters,
    component: lazyRouteComponent(() => import('../features/calls/history-page.tsx'), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/calls/$callId',
    validateSearch: texts('tab', 't'),
    component: lazyRouteComponent(() => import('../features/calls/call-page.tsx'), 'CallPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/contacts',
    validateSearch: readContactFilters,
    component: lazyRouteComponent(() => import('../features/contacts/contacts-page.tsx'), 'ContactsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/contacts/import',
    validateSearch: texts('campaign_id'),
    component: lazyRouteComponent(() => import('../features/contact-imports/upload-page.tsx'), 'UploadPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/contacts/import/$importId',
    validateSearch: texts('step'),
    component: lazyRouteComponent(() => import('../features/contact-imports/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/contacts/$contactId',
    component: lazyRouteComponent(() => import('../features/contacts/contact-page.tsx'), 'ContactPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/campaigns',
    validateSearch: texts('q', 'view'),
    component: lazyRouteComponent(() => import('../features/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/campaigns/pacing',
    component: lazyRouteComponent(() => import('../features/pacing/pacing-page.tsx'), 'PacingPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/campaigns/$campaignId',
    validateSearch: readCampaignSearch,
    component: lazyRouteComponent(() => import('../features/campaigns/campaign-page.tsx'), 'CampaignPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/campaigns/$campaignId/edit/$step',
    validateSearch: texts('reason'),
    component: lazyRouteComponent(() => import('../features/campaigns/wizard-page.tsx'), 'WizardPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/seats',
    component: lazyRouteComponent(() => import('../features/seats/seats-page.tsx'), 'SeatsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/scripts',
    validateSearch: texts('q'),
    component: lazyRouteComponent(() => import('../features/scripts/scripts-page.tsx'), 'ScriptsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/scripts/$scriptId',
    component: lazyRouteComponent(() => import('../features/scripts/script-page.tsx'), 'ScriptPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/voicemail',
    validateSearch: readInboxFilters,
    component: lazyRouteComponent(() => import('../features/voicemail/inbox-page.tsx'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/voicemail/greetings',
    validateSearch: texts('box'),
    component: lazyRouteComponent(() => import('../features/voicemail/greetings-page.tsx'), 'GreetingsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/voicemail/boxes',
    component: lazyRouteComponent(() => import('../features/voicemail/boxes-page.tsx'), 'BoxesPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/voicemail-drops',
    component: lazyRouteComponent(() => import('../features/voicemail-drops/drops-page.tsx'), 'DropsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/flows',
    validateSearch: texts('q'),
    component: lazyRouteComponent(() => import('../features/flows/flows-page.tsx'), 'FlowsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/flows/$flowId',
    validateSearch: texts('node', 'view', 'panel'),
    component: lazyRouteComponent(() => import('../features/flows/editor-page.tsx'), 'EditorPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/prompts',
    component: lazyRouteComponent(() => import('../features/flows/prompts-page.tsx'), 'PromptsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/hours',
    component: lazyRouteComponent(() => import('../features/hours/hours-page.tsx'), 'HoursPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/hours/$hoursId',
    component: lazyRouteComponent(() => import('../features/hours/hours-edit-page.tsx'), 'HoursEditPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/groups',
    component: lazyRouteComponent(() => import('../features/groups/groups-page.tsx'), 'GroupsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/groups/$groupId',
    component: lazyRouteComponent(() => import('../features/groups/group-edit-page.tsx'), 'GroupEditPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/numbers',
    component: lazyRouteComponent(() => import('../features/numbers/numbers-page.tsx'), 'NumbersPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/numbers/$number',
    component: lazyRouteComponent(() => import('../features/numbers/number-page.tsx'), 'NumberPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/statistics',
    validateSearch: readStatisticsFilter,
    component: lazyRouteComponent(() => import('../features/insights/statistics-page.tsx'), 'StatisticsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/do-not-call',
    validateSearch: texts('q', 'list'),
    component: lazyRouteComponent(() => import('../features/compliance/do-not-call-page.tsx'), 'DoNotCallPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/compliance',
    component: lazyRouteComponent(() => import('../features/compliance/compliance-page.tsx'), 'CompliancePage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/wallet',
    validateSearch: texts('tab', 'kind', 'from', 'until'),
    component: lazyRouteComponent(() => import('../features/wallet/wallet-page.tsx'), 'WalletPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/people',
    component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/settings',
    component: lazyRouteComponent(() => import('../features/workspaces/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/audit',
    component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({ getParentRoute: () => inside, path: '$', component: NotFound }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...outsideRoutes, inside.addChildren(insideRoutes)]),
  defaultErrorComponent: RouteFailure,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Plain texts, so that an address reads `?status=busy,failed` and can be typed by hand.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: printSearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function texts<Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): { [Key in Name]?: string } => {
    const found: { [Key in Name]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') found[name] = value;
    }
    return found;
  };
}

function printSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const params = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return params.size > 0 ? `?${params.toString().replaceAll('%2C', ',')}` : '';
}
