import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Input from '@cloudscape-design/components/input';
import type { FormEvent } from 'react';
import { useSession } from '../auth/SessionProvider';
import { parseAddresses } from '../forms/addresses';
import { AllowedIpsSection } from '../forms/AllowedIpsField';
import { CalendarInput } from '../forms/CalendarInput';
import { DraftNotice } from '../forms/DraftNotice';
import { addressesError, DAY_MS, latestExpiry } from '../forms/limits';
import { useDraft } from '../forms/useDraft';
import { useSubmit } from '../forms/useSubmit';
import { useTokenCreation } from '../forms/useTokenCreation';
import { useText } from '../i18n/Language';
import { dayOf, endOfDay } from '../time/days';
import { parseDate } from '../time/grammar';
import { serverNow } from '../time/serverClock';

const UPLOAD = 'snapshots.upload';

interface Props {
  project: string;
  onCreated(): void;
}

/** Form that creates a token that can only upload snapshots of one project. */
export function NewProjectToken({ project, onCreated }: Props) {
  const { configuration, me, permissions } = useSession();
  const { limits } = configuration;
  const createToken = useTokenCreation();
  const { t, time, zone } = useText();
  const draft = useDraft(`project.${project}`, { name: '', day: '', addresses: '' });
  const { name, day, addresses } = draft.value;
  const readAddresses = parseAddresses(addresses, t);
  const setDay = (picked: string) => draft.set({ day: picked });
  // Nonexistent days, such as 30 February, are rejected like an empty field.
  const until = parseDate(`${day} 00:00`, serverNow(), zone) && endOfDay(day, zone);
  const latest = latestExpiry(limits, serverNow());
  const tooLate =
    latest && until && until > latest
      ? t('project.lateDate', {
          days: limits.maxTokenLifetime ?? '',
          // The last day that ends before the limit.
          day: dayOf(new Date(latest.getTime() - DAY_MS), zone),
        })
      : undefined;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    expirationDate: until ? tooLate : t(day ? 'project.noDate' : 'required'),
    allowedIps: addressesError(readAddresses, limits, t),
  });

  const create = (event: FormEvent) => {
    event.preventDefault();
    const token = {
      name,
      project,
      scopes: [UPLOAD],
      expirationDate: until?.toISOString(),
      allowedIps: readAddresses.sent,
    };
    void submit(() => createToken({ token, owner: me.owner, draft, onClosed: () => thenLeave(onCreated) }));
  };

  const mayGrant = permissions.grants(UPLOAD) && (!permissions.project || permissions.project === project);
  const others = otherErrors('name', 'expirationDate', 'allowedIps');
  return (
    <form ref={form} onSubmit={create} noValidate>
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
              <Button variant="primary" loading={busy !== undefined}>
                {t('project.create')}
              </Button>
            }
          >
            <SpaceBetween size="l">
              <DraftNotice draft={draft} />
              <ColumnLayout columns={2}>
                <FormField label={t('column.name')} errorText={errorOf('name')}>
                  <Input
                    value={name}
                    ariaRequired
                    autoComplete="off"
                    onChange={({ detail }) => draft.set({ name: detail.value })}
                  />
                </FormField>
                <CalendarInput
                  label={t('column.expirationDate')}
                  value={day}
                  placeholder={t('project.placeholder')}
                  instant={until}
                  latest={latest && new Date(latest.getTime() - DAY_MS)}
                  constraint={until ? t('project.validUntil', { time: time(until) }) : t('project.dateHint')}
                  error={errorOf('expirationDate')}
                  onChange={setDay}
                  onPick={setDay}
                />
              </ColumnLayout>
              <AllowedIpsSection
                value={addresses}
                error={errorOf('allowedIps')}
                required={limits.requireAllowedIps}
                onChange={(typed) => draft.set({ addresses: typed })}
              />
            </SpaceBetween>
          </Form>
        ) : (
          <Alert type="info">{t('project.cannotGrant', { scope: UPLOAD })}</Alert>
        )}
      </Container>
    </form>
  );
}
