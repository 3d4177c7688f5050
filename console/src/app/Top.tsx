import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import type { Session } from '../auth/Session';
import { useText } from '../i18n/Language';
import { languages, type Language } from '../i18n/translate';
import { addressOf, go } from '../route/location';
import type { Zone } from '../time/grammar';

/** The bar at the top: language and zone for everyone, and who is signed in. */
export function Top({ session }: { session?: Session }) {
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
  if (session) {
    const { owner, expirationDate, name } = session.me;
    utilities.push({
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: owner,
      ariaLabel: t('top.signedInAs', { owner }),
      title: t('top.signedInAs', { owner }),
      description: expirationDate
        ? t('top.withToken', { owner, name, time: time(expirationDate) })
        : t('top.withTokenForever', { owner, name }),
      onItemClick: ({ detail }) => detail.id === 'out' && session.signOut(),
      items: [{ id: 'out', text: t('top.signOut') }],
    });
  }
  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: addressOf(''),
          title: t('top.title'),
          onFollow: (event) => {
            event.preventDefault();
            go('');
          },
        }}
        utilities={utilities}
      />
    </div>
  );
}
