import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import { loadViewTexts } from '../i18n/translate';
import { followLink, hrefFor, useLocation } from '../route/location';
import { leaveAnd, setLeaveQuestion } from '../route/leaving';
import { ErrorBoundary } from './ErrorBoundary';
import { displayed } from '../text/names';
import { keepFocus } from './focus';
import { TopBar } from './TopBar';
import { ViewNameContext } from './viewName';

const SessionRenewal = lazy(async () => (await Promise.all([import('../auth/SessionRenewal'), loadViewTexts()]))[0]);
const loadNotices = () => import('./Notices');
const Notices = lazy(loadNotices);

/** The layout of every view: the top bar, the navigation, and the notices. */
export function AppLayout({ children }: { children: ReactNode }) {
  const { me, permissions, isShared, signOut, signOutEverywhere } = useSession();
  const { t, time } = useText();
  const { notices, notify } = useDialogs();
  const words = useErrorMessage();
  const [notified, setNotified] = useState(false);
  if (notices.length > 0 && !notified) setNotified(true);
  // Loaded in advance, because the first notice can be about a lost connection.
  useEffect(() => void loadNotices().catch(() => undefined), []);
  const { segments } = useLocation();
  const endEverywhere = () =>
    void signOutEverywhere().catch((error: unknown) =>
      notify('error', words(error), { header: t('top.sessionsLeft') }),
    );
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);

  const [viewName, setViewName] = useState<string>();
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => (view.current ? keepFocus(view.current) : undefined), []);
  const confirm = useConfirmation();
  useEffect(() => {
    const [title, action, cancel] = [t('leave.title'), t('leave.do'), t('leave.stay')];
    setLeaveQuestion((discards) =>
      confirm({ title, text: t(discards ? 'leave.discard' : 'leave.text'), action, cancel }),
    );
    return () => setLeaveQuestion(undefined);
  }, [confirm, t]);

  const items: SideNavigationProps.Item[] = [];
  const addLink = (visible: boolean, view: string, text: string) => {
    if (visible) items.push({ type: 'link', text, href: hrefFor(view) });
  };
  addLink(permissions.readsTokens, '', t('nav.overview'));
  addLink(permissions.readsTokens && permissions.managesAll, 'tokens', t('nav.tokens'));
  addLink(permissions.readsProjectTokens || permissions.readsProjects, 'projects', t('nav.projects'));
  addLink(permissions.readsTrusts, 'trusts', t('trusts.title'));
  addLink(permissions.readsIssuers, 'issuers', t('issuers.title'));
  addLink(permissions.readsUsers, 'users', t('nav.users'));
  addLink(true, 'scopes', t('nav.scopes'));
  addLink(permissions.readsAudit, 'audit', t('audit.title'));
  addLink(true, 'configuration', t('nav.configuration'));
  items.push({
    type: 'section-group',
    title: t('nav.profile'),
    items: [{ type: 'link', text: t('nav.profileTokens'), href: hrefFor('profile') }],
  });

  const areas: Record<string, string> = {
    tokens: t('nav.tokens'),
    projects: t('nav.projects'),
    trusts: t('trusts.title'),
    issuers: t('issuers.title'),
    users: t('nav.users'),
    scopes: t('nav.scopes'),
    audit: t('audit.title'),
    configuration: t('nav.configuration'),
    profile: t('profile.title'),
  };
  const crumbs = [{ text: t('nav.overview'), href: hrefFor('') }];
  const [area, name] = segments;
  const nameOf = (of: string, segment: string) => {
    if (segment === 'new') return t('create.title');
    if (segment === '_new') return t('trust.create');
    return of === 'scopes' ? t('nav.templates') : displayed(viewName ?? segment);
  };
  const active = area === 'tokens' && !permissions.managesAll ? 'profile' : (area ?? '');
  if (area) crumbs.push({ text: areas[area] ?? area, href: hrefFor(area) });
  if (area && name)
    crumbs.push({
      text: nameOf(area, name),
      href: hrefFor(`${area}/${encodeURIComponent(name)}`),
    });

  const [overview, ...below] = crumbs.map(({ text }) => text);
  const title = [...(below.length > 0 ? below.toReversed() : [overview]), t('top.title')].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <>
      <TopBar
        account={{
          owner: me.owner,
          tokenName: me.name,
          expirationDate: me.expirationDate,
          onSignOut: () => leaveAnd(signOut),
          onSignOutEverywhere: isShared ? () => leaveAnd(endEverywhere) : undefined,
        }}
      />
      <AppLayoutToolbar
        headerSelector="#top"
        toolsHide
        breadcrumbs={<BreadcrumbGroup items={crumbs} onFollow={followLink} />}
        navigationWidth={240}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigation={
          <>
            <SideNavigation activeHref={hrefFor(active)} items={items} onFollow={followLink} />
            <Box padding={{ horizontal: 'xl' }} color="text-body-secondary" fontSize="body-s">
              {t('top.signedInAs', { owner: me.owner })}
              <br />
              {me.expirationDate ? t('top.expires', { time: time(me.expirationDate) }) : t('top.neverExpires')}
            </Box>
          </>
        }
        content={
          <div className="view" tabIndex={-1} ref={view}>
            <ViewNameContext value={setViewName}>{children}</ViewNameContext>
          </div>
        }
      />
      {isShared && (
        <ErrorBoundary>
          <Suspense>
            <SessionRenewal />
          </Suspense>
        </ErrorBoundary>
      )}
      {notified && (
        <ErrorBoundary>
          <Suspense>
            <Notices items={notices} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  );
}
