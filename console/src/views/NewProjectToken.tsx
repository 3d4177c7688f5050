import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Input from '@cloudscape-design/components/input';
import type { FormEvent } from 'react';
import { ApiError } from '../api/error';
import { useSession } from '../auth/SessionProvider';
import { parseAddresses } from '../forms/addresses';
import { AllowedIpsSection } from '../forms/AllowedIpsField';
import { CalendarInput } from '../forms/CalendarInput';
import { DraftNotice } from '../forms/DraftNotice';
import { addressesError, DAY_MS, latestExpiry } from '../forms/limits';
import { ProjectOwnerField } from '../forms/ProjectOwnerField';
import { useLimits } from '../forms/useLimits';
import { useDraft } from '../forms/useDraft';
import { technicalUser, USER_NAME } from '../forms/userName';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useTokenCreation } from '../forms/useTokenCreation';
import { useText } from '../i18n/Language';
import { dayOf, endOfDay } from '../time/days';
import { equal } from '../text/folding';
import { parseDate } from '../time/grammar';
import { serverNow } from '../time/serverClock';

const WRITE = 'apiTokens.write';
const UPLOAD = 'snapshots.upload';
const ROTATE = 'apiTokens.rotateSelf';

interface FormValues {
  name: string;
  /** Null as long as it is not chosen. */
  owner: string | null;
  day: string;
  addresses: string;
  rotates: boolean;
}

interface Props {
  project: string;
  /** Whether the user may choose the owner of the token, as far as the console can tell. */
  choosesOwner: boolean;
  onCreated(): void;
}

/** Form that creates a token that can only upload snapshots of one project. */
export function NewProjectToken({ project, choosesOwner, onCreated }: Props) {
  const { me, permissions } = useSession();
  const limits = useLimits();
  const createToken = useTokenCreation();
  const { t, time, zone } = useText();
  const draft = useDraft<FormValues>(`project.${project}`, {
    name: '',
    owner: null,
    day: '',
    addresses: '',
    rotates: false,
  });
  const { name, day, addresses, rotates } = draft.value;
  const proposed = technicalUser(project);
  const owner = choosesOwner ? (draft.value.owner ?? proposed) : me.owner;
  const readAddresses = parseAddresses(addresses, t);
  const setDay = (picked: string) => draft.set({ day: picked });
  // Nonexistent days, such as 30 February, are rejected like an empty field.
  const until = parseDate(`${day} 00:00`, serverNow(), zone) && endOfDay(day, zone);
  const latest = latestExpiry(limits, serverNow());
  // The last day that ends before the limit.
  const latestDay = latest && new Date(latest.getTime() - DAY_MS);
  const bound = latestDay && { days: limits.maxTokenLifetime ?? '', day: dayOf(latestDay, zone) };
  const tooLate = bound && until && until > latest ? t('project.lateDate', bound) : undefined;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    owner: USER_NAME.test(owner) ? undefined : t(owner ? 'user.malformed' : 'required'),
    expirationDate: until ? tooLate : t(day ? 'project.noDate' : 'required'),
    allowedIps: addressesError(readAddresses, limits, t),
  });

  const create = (event: FormEvent) => {
    event.preventDefault();
    const token = {
      name,
      project,
      scopes: rotates ? [UPLOAD, ROTATE] : [UPLOAD],
      expirationDate: until?.toISOString(),
      ...(!equal(owner, me.owner) && { owner }),
      ...(readAddresses.sent && { allowedIps: readAddresses.sent }),
    };
    void submit(async () => {
      try {
        await createToken({ token, owner, draft, onClosed: () => thenLeave(onCreated) });
      } catch (error) {
        const isOther = error instanceof ApiError && error.reason === 'other-owner';
        throw isOther && choosesOwner ? new FieldError('owner', t('project.otherOwner')) : error;
      }
    });
  };

  // With TenantTokenManagement, a token grants what it does not have, but it must be able to write tokens.
  const missing = [WRITE, UPLOAD, ROTATE].filter(
    (scope) => !(scope === WRITE ? permissions.writesProjectTokens : permissions.grants(scope)),
  );
  const isOther = permissions.project !== undefined && permissions.project !== project;
  const others = otherErrors('name', 'expirationDate', 'allowedIps', ...(choosesOwner ? ['owner'] : []));
  return (
    <form ref={form} onSubmit={create} noValidate>
      <Container
        header={
          <Header variant="h2" description={t('project.newAbout')}>
            {t('project.new')}
          </Header>
        }
      >
        {isOther ? (
          <Alert type="info">{t('project.cannotGrant', { scope: UPLOAD })}</Alert>
        ) : missing.some((scope) => scope !== ROTATE) ? (
          <Alert type="info">{t('project.missing', { scopes: missing.join(', ') })}</Alert>
        ) : (
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
                  latest={latestDay}
                  description={bound && t('project.latestDay', bound)}
                  constraint={until ? t('project.validUntil', { time: time(until) }) : t('project.dateHint')}
                  error={errorOf('expirationDate')}
                  onChange={setDay}
                  onPick={setDay}
                />
              </ColumnLayout>
              {choosesOwner && (
                <ProjectOwnerField
                  value={owner}
                  names={[proposed, me.owner]}
                  error={errorOf('owner')}
                  onChange={(chosen) => draft.set({ owner: chosen })}
                />
              )}
              <Checkbox
                checked={rotates}
                disabled={missing.includes(ROTATE)}
                description={t(missing.includes(ROTATE) ? 'project.rotatesMissing' : 'project.rotatesHint', {
                  scope: ROTATE,
                })}
                onChange={({ detail }) => draft.set({ rotates: detail.checked })}
              >
                {t('project.rotates')}
              </Checkbox>
              <AllowedIpsSection
                value={addresses}
                error={errorOf('allowedIps')}
                required={limits.requireAllowedIps}
                onChange={(typed) => draft.set({ addresses: typed })}
              />
            </SpaceBetween>
          </Form>
        )}
      </Container>
    </form>
  );
}
