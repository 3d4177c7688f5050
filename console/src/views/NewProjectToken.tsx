import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import DatePicker from '@cloudscape-design/components/date-picker';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import { useState, type FormEvent } from 'react';
import { useSession } from '../auth/Session';
import { useDialogs } from '../dialogs/Dialogs';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { dayOf, endOfDay } from '../time/days';

const UPLOAD = 'snapshots.upload';

interface Props {
  project: string;
  onCreated(): void;
}

/** Makes a token that may upload snapshots of one project, and nothing else. */
export function NewProjectToken({ project, onCreated }: Props) {
  const { client, me, rights } = useSession();
  const { showOnce } = useDialogs();
  const { t, time, zone } = useText();
  const [name, setName] = useState('');
  const [day, setDay] = useState('');
  const until = /^\d{4}-\d\d-\d\d$/.test(day) ? endOfDay(day, zone) : undefined;
  const { busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    expirationDate: until ? undefined : t('required'),
  });

  const create = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      const issued = await client.createToken({ name, project, scopes: [UPLOAD], expirationDate: until?.toISOString() });
      setName('');
      setDay('');
      void showOnce({ issued, owner: me.owner }).then(onCreated);
    });
  };

  const mayGrant = rights.grants(UPLOAD) && (!rights.project || rights.project === project);
  const others = otherErrors('name', 'expirationDate');
  return (
    <form onSubmit={create}>
      <Container header={<Header variant="h2" description={t('project.newAbout')}>{t('project.new')}</Header>}>
        {mayGrant ? (
          <Form
            errorText={others}
            actions={<Button variant="primary" loading={busy}>{t('project.create')}</Button>}
          >
            <ColumnLayout columns={2}>
              <FormField label={t('column.name')} errorText={errorOf('name')}>
                <Input value={name} ariaRequired autoComplete="off" onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              <FormField
                label={t('column.expirationDate')}
                errorText={errorOf('expirationDate')}
                constraintText={until ? t('project.validUntil', { time: time(until) }) : t('project.dateHint')}
              >
                <DatePicker
                  value={day}
                  ariaRequired
                  placeholder="YYYY-MM-DD"
                  format="iso"
                  openCalendarAriaLabel={(selected) => t('expiry.calendar') + (selected ? `, ${selected}` : '')}
                  isDateEnabled={(date) => dayOf(date, 'local') >= dayOf(new Date(), zone)}
                  onChange={({ detail }) => setDay(detail.value)}
                />
              </FormField>
            </ColumnLayout>
          </Form>
        ) : (
          <Alert type="info">{t('project.cannotGrant', { scope: UPLOAD })}</Alert>
        )}
      </Container>
    </form>
  );
}
