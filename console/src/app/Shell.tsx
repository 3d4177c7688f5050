import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Flashbar from '@cloudscape-design/components/flashbar';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useSession } from '../auth/Session';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';
import { addressOf, follow, usePlace } from '../route/location';
import { Top } from './Top';

/** What is around every view: the bar at the top, the ways to the other views, and what happened of late. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useSession();
  const { t, time } = useText();
  const { notices } = useDialogs();
  const { parts } = usePlace();
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);
  const { rights, me } = session;

  // Who followed a link that is there no more goes on from the top of what it led to.
  const view = useRef<HTMLDivElement>(null);
  const path = parts.join('/');
  useEffect(() => {
    if (document.activeElement === document.body) view.current?.focus();
  }, [path]);

  const items: SideNavigationProps.Item[] = [];
  const offer = (offered: boolean, view: string, text: string) => {
    if (offered) items.push({ type: 'link', text, href: addressOf(view) });
  };
  offer(rights.readsTokens, '', t('nav.overview'));
  offer(rights.readsTokens && rights.managesAll, 'tokens', t('nav.tokens'));
  offer(rights.readsTokens, 'projects', t('nav.projects'));
  offer(rights.readsUsers, 'users', t('nav.users'));
  items.push({
    type: 'section-group',
    title: t('nav.profile'),
    items: [{ type: 'link', text: t('nav.profileTokens'), href: addressOf('profile') }],
  });

  const areas: Record<string, string> = {
    tokens: t('nav.tokens'),
    projects: t('nav.projects'),
    users: t('nav.users'),
    profile: t('profile.title'),
  };
  const crumbs = [{ text: t('nav.overview'), href: addressOf('') }];
  const [area, name] = parts;
  const active = area === 'tokens' && !rights.managesAll ? 'profile' : (area ?? '');
  if (area) crumbs.push({ text: areas[area] ?? area, href: addressOf(area) });
  if (area && name)
    crumbs.push({
      text: name === 'new' ? t('create.title') : name,
      href: addressOf(`${area}/${encodeURIComponent(name)}`),
    });

  const [overview, ...below] = crumbs.map(({ text }) => text);
  const title = [...(below.length > 0 ? below.toReversed() : [overview]), t('top.title')].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <>
      <Top session={session} />
      <AppLayoutToolbar
        headerSelector="#top"
        toolsHide
        breadcrumbs={<BreadcrumbGroup items={crumbs} onFollow={follow} />}
        navigationWidth={240}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigation={
          <>
            <SideNavigation activeHref={addressOf(active)} items={items} onFollow={follow} />
            <Box padding={{ horizontal: 'xl' }} color="text-body-secondary" fontSize="body-s">
              {t('top.signedInAs', { owner: me.owner })}
              <br />
              {me.expirationDate ? t('top.expires', { time: time(me.expirationDate) }) : t('top.neverExpires')}
            </Box>
          </>
        }
        notifications={<Flashbar items={notices} stackItems />}
        content={
          <div className="view" tabIndex={-1} ref={view}>
            {children}
          </div>
        }
      />
    </>
  );
}
