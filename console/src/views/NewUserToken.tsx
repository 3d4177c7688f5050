import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import type { User } from '../api/client';
import { isManagementScope } from '../auth/permissions';
import { expiryOf, parseExpiry, type Expiry } from '../forms/expiry';
import { parseAddresses } from '../forms/addresses';
import { AllowedIpsSection } from '../forms/AllowedIpsField';
import { ExpiryField } from '../forms/ExpiryField';
import { FormDialog } from '../forms/FormDialog';
import { useLimits } from '../forms/useLimits';
import { useDraft } from '../forms/useDraft';
import { useTokenCreation } from '../forms/useTokenCreation';
import { addressesError, expiryError, proposedExpiry } from '../forms/limits';
import { ScopesField } from '../forms/ScopesField';
import { scopesError } from '../forms/scopeOptions';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { equal } from '../text/folding';
import { parseDate } from '../time/grammar';
import { serverNow } from '../time/serverClock';

/** The lifetime that is proposed if the environment has no default. */
const DEFAULT_DAYS = 90;

interface Props {
  user: User;
  onCreated(): void;
  onClose(): void;
}

/** Form that creates a personal access token for a user. Only the name is required. */
export function NewUserToken({ user, onCreated, onClose }: Props) {
  const { me, permissions } = useSession();
  const limits = useLimits();
  const createToken = useTokenCreation();
  const text = useText();
  const { t, zone } = text;
  const owner = user.name;
  const draft = useDraft(`userToken.${owner}`, {
    name: '',
    expiry: withinLife(
      proposedExpiry(limits, DEFAULT_DAYS),
      permissions.grantsAll || me.maxCreatedDays ? undefined : me.expirationDate,
    ),
    addresses: '',
    // What the user has, as far as it may be handed on.
    scopes: user.scopes.filter((scope) => permissions.grants(scope) && !isManagementScope(scope)),
  });
  const { name, expiry, addresses, scopes } = draft.value;
  const [expanded, setExpanded] = useState(false);
  const read = parseExpiry(expiry, serverNow(), zone, t);
  const readAddresses = parseAddresses(addresses, t);
  const { form, busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    expirationDate: expiryError(expiry, limits, serverNow(), text),
    allowedIps: addressesError(readAddresses, limits, t),
    scopes: scopesError(scopes, t),
  });

  const add = () => {
    const token = {
      name,
      scopes,
      owner: equal(owner, me.owner) ? null : owner,
      personalAccessToken: true,
      expirationDate: read.sent,
      allowedIps: readAddresses.sent,
    };
    void submit(() => createToken({ token, owner, draft, onCreated }));
  };
  const errorOfScopes = errorOf('scopes');
  const others = otherErrors('name', 'expirationDate', 'allowedIps', 'scopes');
  return (
    <FormDialog
      header={t('user.newToken')}
      submitText={t('create.add')}
      dismissText={t('close')}
      errors={others}
      busy={busy !== undefined}
      form={form}
      draft={draft}
      onSubmit={add}
      onDismiss={onClose}
    >
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
        expanded={expanded || errorOfScopes !== undefined}
        onChange={({ detail }) => setExpanded(detail.expanded)}
      >
        <ScopesField
          value={scopes}
          error={errorOfScopes}
          description={t('token.personalHint')}
          onChange={(chosen) => draft.set({ scopes: chosen })}
        />
      </ExpandableSection>
      <AllowedIpsSection
        value={addresses}
        error={errorOf('allowedIps')}
        required={limits.requireAllowedIps}
        onChange={(typed) => draft.set({ addresses: typed })}
      />
    </FormDialog>
  );
}

/** Returns an expiration date that is not later than that of the token which creates the other. */
function withinLife(proposed: Expiry, limit: string | undefined): Expiry {
  const instant = parseDate(proposed.text, serverNow(), 'UTC')?.instant.toISOString();
  return limit && instant && instant > limit ? expiryOf(limit) : proposed;
}
