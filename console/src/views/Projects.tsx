import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import { useEffect, useState, type FormEvent } from 'react';
import { useSession } from '../auth/Session';
import { useText } from '../i18n/Language';
import { go } from '../route/location';

export const PROJECT = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** The way to a project: straight to the caller's own, else to the one that is typed. */
export function Projects() {
  const { rights } = useSession();
  const { t } = useText();
  const [project, setProject] = useState('');
  const [error, setError] = useState<string>();
  useEffect(() => {
    if (rights.project) go(`projects/${rights.project}`, true);
  }, [rights.project]);
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (PROJECT.test(project)) go(`projects/${project}`);
    else setError(t(project ? 'project.malformed' : 'required'));
  };
  return (
    <form onSubmit={open}>
      <Container
        header={
          <Header variant="h1" description={t('projects.about')}>
            {t('projects.title')}
          </Header>
        }
      >
        <FormField
          label={t('token.project')}
          constraintText={t('project.constraint')}
          errorText={error}
          secondaryControl={<Button variant="primary">{t('projects.open')}</Button>}
        >
          <Input value={project} spellcheck={false} onChange={({ detail }) => setProject(detail.value)} />
        </FormField>
      </Container>
    </form>
  );
}
