import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';
import { followLink, hrefFor, useLocation } from '../route/location';
import { ErrorBoundary } from './ErrorBoundary';
import { TopBar } from './TopBar';

const loadNotifications = () => import('./Notifications');
const Notifications = lazy(loadNotifications);

/** The layout of every view: the top bar, the navigation, and the notifications. */
export function AppLayout({ children }: { children: ReactNode }) {
  const { me, permissions, signOut } = useSession();
  const { t, time } = useText();
  const { notices } = useDialogs();
  const [notified, setNotified] = useState(false);
  if (notices.length > 0 && !notified) setNotified(true);
  // Loaded in advance, because the first notification can be about a lost connection.
  useEffect(() => void loadNotifications().catch(() => undefined), []);
  const { segments } = useLocation();
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);

  // If the clicked link has disappeared with its view, the focus moves to the new view.
  const view = useRef<HTMLDivElement>(null);
  const path = segments.join('/');
  useEffect(() => {
    if (document.activeElement === document.body) view.current?.focus();
  }, [path]);

  const items: SideNavigationProps.Item[] = [];
  const addLink = (visible: boolean, view: string, text: string) => {
    if (visible) items.push({ type: 'link', text, href: hrefFor(view) });
  };
  addLink(permissions.readsTokens, '', t('nav.overview'));
  addLink(permissions.readsTokens && permissions.managesAll, 'tokens', t('nav.tokens'));
  addLink(permissions.readsTokens, 'projects', t('nav.projects'));
  addLink(permissions.readsUsers, 'users', t('nav.users'));
  items.push({
    type: 'section-group',
    title: t('nav.profile'),
    items: [{ type: 'link', text: t('nav.profileTokens'), href: hrefFor('profile') }],
  });

  const areas: Record<string, string> = {
    tokens: t('nav.tokens'),
    projects: t('nav.projects'),
    users: t('nav.users'),
    profile: t('profile.title'),
  };
  const crumbs = [{ text: t('nav.overview'), href: hrefFor('') }];
  const [area, name] = segments;
  const active = area === 'tokens' && !permissions.managesAll ? 'profile' : (area ?? '');
  if (area) crumbs.push({ text: areas[area] ?? area, href: hrefFor(area) });
  if (area && name)
    crumbs.push({
      text: name === 'new' ? t('create.title') : name,
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
        account={{ owner: me.owner, tokenName: me.name, expirationDate: me.expirationDate, onSignOut: signOut }}
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
        notifications={
          notified && (
            <ErrorBoundary>
              <Suspense>
                <Notifications items={notices} />
              </Suspense>
            </ErrorBoundary>
          )
        }
        content={
          <div className="view" tabIndex={-1} ref={view}>
            {children}
          </div>
        }
      />
    </>
  );
}
