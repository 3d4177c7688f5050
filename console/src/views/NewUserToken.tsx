import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, useState, type FormEvent } from 'react';
import { useSession } from '../auth/SessionProvider';
import type { User } from '../api/client';
import { isManagementScope } from '../auth/permissions';
import { DraftNotice } from '../forms/DraftNotice';
import { expiryOf, parseExpiry, type Expiry } from '../forms/expiry';
import { ExpiryField } from '../forms/ExpiryField';
import { FormErrors } from '../forms/FormErrors';
import { useDraft } from '../forms/useDraft';
import { useTokenCreation } from '../forms/useTokenCreation';
import { ScopesField } from '../forms/ScopesField';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { equal } from '../text/folding';
import { parseDate } from '../time/grammar';
import { serverNow } from '../time/serverClock';

/** The lifetime that is proposed. */
const DEFAULT_EXPIRY = 'now+90d';

interface Props {
  user: User;
  onCreated(): void;
  onClose(): void;
}

/** Form that creates a personal access token for a user. Only the name is required. */
export function NewUserToken({ user, onCreated, onClose }: Props) {
  const { me, permissions } = useSession();
  const createToken = useTokenCreation();
  const { t, zone } = useText();
  const formId = useId();
  const owner = user.name;
  const draft = useDraft(`userToken.${owner}`, {
    name: '',
    expiry: defaultExpiry(permissions.grantsAll ? undefined : me.expirationDate),
    // What the user has, as far as it may be handed on.
    scopes: user.scopes.filter((scope) => permissions.grants(scope) && !isManagementScope(scope)),
  });
  const { name, expiry, scopes } = draft.value;
  const [expanded, setExpanded] = useState(false);
  const read = parseExpiry(expiry, serverNow(), zone, t);
  const { form, busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    expirationDate: read.error,
    scopes: scopes.length > 0 ? undefined : t('scopes.required'),
  });

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (scopes.length === 0) setExpanded(true);
    const token = {
      name,
      scopes,
      owner: equal(owner, me.owner) ? null : owner,
      personalAccessToken: true,
      expirationDate: read.sent,
    };
    void submit(() => createToken({ token, owner, draft, onCreated }));
  };
  const others = otherErrors('name', 'expirationDate', 'scopes');
  return (
    <Modal
      visible
      header={t('user.newToken')}
      onDismiss={onClose}
      footer={
        <>
          <FormErrors>{others}</FormErrors>
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onClose}>
                {t('close')}
              </Button>
              <Button variant="primary" form={formId} loading={busy !== undefined}>
                {t('create.add')}
              </Button>
            </SpaceBetween>
          </Box>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={add} noValidate>
        <SpaceBetween size="l">
          <DraftNotice draft={draft} />
          <FormField label={t('column.name')} description={t('user.tokenNameHint')} errorText={errorOf('name')}>
            <Input
              value={name}
              ariaRequired
              autoFocus
              autoComplete="off"
              onChange={({ detail }) => draft.set({ name: detail.value })}
            />
          </FormField>
          <ExpiryField
            value={expiry}
            error={errorOf('expirationDate')}
            onChange={(changed) => draft.set({ expiry: changed })}
          />
          <ExpandableSection
            headerText={t('user.tokenScopes', { count: scopes.length })}
            expanded={expanded}
            onChange={({ detail }) => setExpanded(detail.expanded)}
          >
            <ScopesField
              value={scopes}
              error={errorOf('scopes')}
              description={t('token.personalHint')}
              onChange={(chosen) => draft.set({ scopes: chosen })}
            />
          </ExpandableSection>
        </SpaceBetween>
      </form>
    </Modal>
  );
}

/** Returns the proposed expiration date, which is not later than the limit. */
function defaultExpiry(limit: string | undefined): Expiry {
  const proposed = parseDate(DEFAULT_EXPIRY, serverNow(), 'UTC')?.instant.toISOString();
  return limit && proposed && proposed > limit ? expiryOf(limit) : { on: true, text: DEFAULT_EXPIRY };
}
