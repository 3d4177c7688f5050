import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import { useEffect, useState, type FormEvent } from 'react';
import { useSession } from '../auth/SessionProvider';
import { PROJECT_NAME } from '../forms/projectName';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { ProjectTable } from '../tables/ProjectTable';

/** The projects that the user sees, or the one that the token is bound to. Who sees none enters a name. */
export default function Projects() {
  const { permissions } = useSession();
  useEffect(() => {
    if (permissions.project) navigate(`projects/${permissions.project}`, { replace: true });
  }, [permissions.project]);
  if (permissions.project) return null;
  return permissions.readsProjects ? <ProjectTable /> : <OpenProject />;
}

function OpenProject() {
  const { t } = useText();
  const [project, setProject] = useState('');
  const { form, submit, errorOf } = useSubmit({
    project: PROJECT_NAME.test(project) ? undefined : t(project ? 'project.malformed' : 'required'),
  });
  const open = (event: FormEvent) => {
    event.preventDefault();
    void submit(() => Promise.resolve(navigate(`projects/${project}`)));
  };
  return (
    <form ref={form} onSubmit={open} noValidate>
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
          errorText={errorOf('project')}
          secondaryControl={<Button variant="primary">{t('projects.open')}</Button>}
        >
          <Input value={project} spellcheck={false} onChange={({ detail }) => setProject(detail.value)} />
        </FormField>
      </Container>
    </form>
  );
}
