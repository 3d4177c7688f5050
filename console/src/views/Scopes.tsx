import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { ScopeTable } from '../tables/ScopeTable';
import { TemplateTable } from '../tables/TemplateTable';

/** The scopes that exist, and the scope templates. */
export default function Scopes({ tab }: { tab?: string }) {
  const { t } = useText();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('scopesPage.about')}>
          {t('nav.scopes')}
        </Header>
      }
    >
      <Tabs
        tabs={[
          { id: 'scopes', label: t('nav.scopes'), content: <ScopeTable /> },
          { id: 'templates', label: t('nav.templates'), content: <TemplateTable /> },
        ]}
        activeTabId={tab === 'templates' ? 'templates' : 'scopes'}
        onChange={({ detail }) => navigate(detail.activeTabId === 'templates' ? 'scopes/templates' : 'scopes')}
      />
    </ContentLayout>
  );
}
