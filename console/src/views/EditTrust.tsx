import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FormEvent } from 'react';
import { ApiError } from '../api/error';
import type { Issuer } from '../api/issuers';
import { isChangedByOther } from '../api/lostWrites';
import type { Versioned } from '../api/responses';
import type { Trust } from '../api/trusts';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { Conflict } from '../forms/Conflict';
import { DraftNotice } from '../forms/DraftNotice';
import { TrustFields } from '../forms/TrustFields';
import { useEdits } from '../forms/useEdits';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useTrustForm } from '../forms/useTrustForm';
import { useText } from '../i18n/Language';
import { leaveAnd } from '../route/leaving';
import { navigate } from '../route/location';
import { conditionsJson } from '../trusts/conditions';
import { sameValue, toUpdate, toValues, type TrustValues } from '../trusts/trustValues';
import { useTrustSaved } from './useTrustSaved';

interface Props {
  trust: Versioned<Trust>;
  issuer?: Issuer;
  reload(): void;
}

/** Form that changes a trust, unless it was modified concurrently. */
export function EditTrust({ trust: { data: trust, etag }, issuer, reload }: Props) {
  const { client } = useSession();
  const { notify } = useDialogs();
  const reportSaved = useTrustSaved();
  const text = useText();
  const { t, time } = text;
  const kind = issuer?.kind;
  const saved = toValues(trust, kind);
  const edits = useEdits(`trust.${trust.name}`, saved, sameValue);
  const values = edits.value;
  const { choosesOwner, owner, errors, fields } = useTrustForm(values, kind);
  // The form shows no fractions of seconds, and a date that stays may be past.
  const keepsExpiry = !edits.changed.includes('expiry');
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    ...errors,
    ...(keepsExpiry && { expirationDate: undefined }),
  });
  const toTrust = () => navigate(`trusts/${trust.name}`);

  const update = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      if (edits.changed.length === 0) {
        notify('success', t('edit.unchanged'));
        return toTrust();
      }
      const request = {
        ...toUpdate({ ...values, owner }, kind, text),
        ...(keepsExpiry && { expirationDate: trust.expirationDate ?? null }),
      };
      let updated;
      try {
        updated = await client.putTrust(trust.name, request, etag);
      } catch (error) {
        if (isChangedByOther(error)) reload();
        const isOther = error instanceof ApiError && error.reason === 'other-owner';
        throw isOther && choosesOwner ? new FieldError('owner', t('project.otherOwner')) : error;
      }
      edits.clear();
      reportSaved(t('done.updated', { name: trust.name }), updated.data);
      reload();
      thenLeave(toTrust);
    });
  };
  const discard = () => {
    edits.clear();
    toTrust();
  };
  const texts: Record<keyof TrustValues, string> = {
    issuer: trust.issuer,
    description: trust.description ?? '–',
    conditions: conditionsJson(trust.conditions ?? []),
    project: trust.project ?? '–',
    owner: trust.owner ?? '–',
    scopes: trust.scopes.join(', '),
    lifetime: String(trust.lifetimeSeconds),
    maxCreatedDays: String(trust.maxCreatedDays ?? '–'),
    addresses: trust.allowedIps?.join(', ') ?? t('addresses.every'),
    expiry: trust.expirationDate ? time(trust.expirationDate) : t('never'),
    enabled: t(trust.enabled ? 'status.enabled' : 'status.disabled'),
  };

  return (
    <form ref={form} onSubmit={update} noValidate>
      <Form
        errorText={otherErrors(...fields)}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={() => leaveAnd(discard, { discards: true })}>
              {t('cancel')}
            </Button>
            <Button variant="primary" loading={busy === 'submit'}>
              {t('edit.update')}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <DraftNotice draft={edits} />
          <TrustFields
            values={{ ...values, owner }}
            kind={kind}
            held={trust.scopes}
            isSaved
            choosesOwner={choosesOwner}
            errorOf={errorOf}
            onChange={edits.set}
            below={(field) =>
              edits.conflicts.includes(field) && (
                <Conflict saved={texts[field]} onAdopt={() => edits.set({ [field]: saved[field] })} />
              )
            }
          />
        </SpaceBetween>
      </Form>
    </form>
  );
}
