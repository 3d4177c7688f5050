import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import { useState, type FormEvent } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useNewTokenDialog } from '../dialogs/useNewTokenDialog';
import { CalendarInput } from '../forms/CalendarInput';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { endOfDay } from '../time/days';
import { parseDate } from '../time/grammar';

const UPLOAD = 'snapshots.upload';

interface Props {
  project: string;
  onCreated(): void;
}

/** Form that creates a token that can only upload snapshots of one project. */
export function NewProjectToken({ project, onCreated }: Props) {
  const { client, me, permissions } = useSession();
  const showNewToken = useNewTokenDialog();
  const { t, time, zone } = useText();
  const [name, setName] = useState('');
  const [day, setDay] = useState('');
  // Nonexistent days, such as 30 February, are rejected like an empty field.
  const until = parseDate(`${day} 00:00`, new Date(), zone) && endOfDay(day, zone);
  const { busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    expirationDate: until ? undefined : t(day ? 'project.noDate' : 'required'),
  });

  const create = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      const issued = await client.createToken({
        name,
        project,
        scopes: [UPLOAD],
        expirationDate: until?.toISOString(),
      });
      setName('');
      setDay('');
      void showNewToken({ issued, owner: me.owner }).then(onCreated);
    });
  };

  const mayGrant = permissions.grants(UPLOAD) && (!permissions.project || permissions.project === project);
  const others = otherErrors('name', 'expirationDate');
  return (
    <form onSubmit={create}>
      <Container
        header={
          <Header variant="h2" description={t('project.newAbout')}>
            {t('project.new')}
          </Header>
        }
      >
        {mayGrant ? (
          <Form
            errorText={others}
            actions={
              <Button variant="primary" loading={busy}>
                {t('project.create')}
              </Button>
            }
          >
            <ColumnLayout columns={2}>
              <FormField label={t('column.name')} errorText={errorOf('name')}>
                <Input value={name} ariaRequired autoComplete="off" onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              <CalendarInput
                label={t('column.expirationDate')}
                value={day}
                placeholder={t('project.placeholder')}
                instant={until}
                constraint={until ? t('project.validUntil', { time: time(until) }) : t('project.dateHint')}
                error={errorOf('expirationDate')}
                onChange={setDay}
                onPick={setDay}
              />
            </ColumnLayout>
          </Form>
        ) : (
          <Alert type="info">{t('project.cannotGrant', { scope: UPLOAD })}</Alert>
        )}
      </Container>
    </form>
  );
}
