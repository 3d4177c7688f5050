import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useText } from '../i18n/Language';
import { languages, type Language } from '../i18n/translate';
import { hrefFor, navigate } from '../route/location';
import type { Zone } from '../time/grammar';

/** The account that the top bar displays. */
export interface Account {
  owner: string;
  tokenName: string;
  expirationDate?: string;
  onSignOut(): void;
  /** Present if the user has other sessions that can be ended. */
  onSignOutEverywhere?(): void;
}

/** The top bar: the language, the time zone, and the account if a token is signed in. */
export function TopBar({ account }: { account?: Account }) {
  const { t, language, setLanguage, zone, setZone, time } = useText();
  const choose = (id: string) => {
    if (id in languages) setLanguage(id as Language);
    else setZone(id as Zone);
  };
  const utilities: TopNavigationProps.Utility[] = [
    {
      type: 'menu-dropdown',
      iconName: 'settings',
      text: languages[language],
      ariaLabel: t('top.settings'),
      title: t('top.settings'),
      onItemClick: ({ detail }) => choose(detail.id),
      items: [
        {
          id: 'languages',
          text: t('top.language'),
          items: Object.entries(languages).map(([id, text]) => ({
            id,
            text,
            itemType: 'checkbox',
            checked: id === language,
          })),
        },
        {
          id: 'zones',
          text: t('top.zone'),
          items: [
            {
              id: 'local',
              text: Intl.DateTimeFormat().resolvedOptions().timeZone,
              itemType: 'checkbox',
              checked: zone === 'local',
            },
            { id: 'UTC', text: t('top.utc'), itemType: 'checkbox', checked: zone === 'UTC' },
          ],
        },
      ],
    },
  ];
  if (account) {
    const { owner, tokenName: name, expirationDate, onSignOut, onSignOutEverywhere } = account;
    utilities.push({
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: owner,
      ariaLabel: t('top.signedInAs', { owner }),
      title: t('top.signedInAs', { owner }),
      description: expirationDate
        ? t('top.withToken', { owner, name, time: time(expirationDate) })
        : t('top.withTokenForever', { owner, name }),
      onItemClick: ({ detail }) => (detail.id === 'everywhere' ? onSignOutEverywhere?.() : onSignOut()),
      items: [
        { id: 'out', text: t('top.signOut') },
        ...(onSignOutEverywhere ? [{ id: 'everywhere', text: t('top.signOutEverywhere') }] : []),
      ],
    });
  }
  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: hrefFor(''),
          title: t('top.title'),
          onFollow: (event) => {
            event.preventDefault();
            navigate('');
          },
        }}
        utilities={utilities}
      />
    </div>
  );
}
