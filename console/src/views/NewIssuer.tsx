import { isChangedByOther } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { FormDialog } from '../forms/FormDialog';
import { IdentifierField } from '../forms/IdentifierField';
import { IssuerFields } from '../forms/IssuerFields';
import { PROJECT_NAME } from '../forms/projectName';
import { useDraft } from '../forms/useDraft';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { apiUrl, baseUrl } from '../route/location';
import { issuerErrors, newIssuer, toIssuerUpdate, type IssuerValues } from '../trusts/issuerValues';

interface Props {
  onCreated(name: string): void;
  onDismiss(): void;
}

const proposed = (kind: IssuerValues['kind']) => newIssuer(kind, apiUrl, new URL('signed-in', baseUrl));

/** Form that creates an issuer. The service fetches its keys before it stores it. */
export function NewIssuer({ onCreated, onDismiss }: Props) {
  const { client } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const draft = useDraft('issuer', { ...proposed('github'), name: 'github' });
  const { name, ...values } = draft.value;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: PROJECT_NAME.test(name) ? undefined : t(name ? 'issuer.malformedName' : 'required'),
    ...issuerErrors(values, t),
  });
  const create = () =>
    void submit(async () => {
      try {
        await client.createIssuer(name, toIssuerUpdate(values));
      } catch (error) {
        throw isChangedByOther(error) ? new FieldError('name', t('issuer.taken')) : error;
      }
      draft.clear();
      notify('success', t('done.created', { name }));
      thenLeave(() => onCreated(name));
    });
  /** Another kind has other proposals; a name that was proposed is replaced too. */
  const set = ({ kind, ...changes }: Partial<IssuerValues>) => {
    if (kind === undefined) return draft.set(changes);
    const { issuer, singleUse } = proposed(kind);
    draft.set({ kind, issuer, singleUse, ...(name === values.kind && { name: kind }) });
  };
  return (
    <FormDialog
      header={t('issuer.create')}
      submitText={t('create.add')}
      dismissText={t('cancel')}
      errors={otherErrors(
        'name',
        'enabled',
        ...Object.keys(issuerErrors(values, t)),
        'kind',
        'singleUse',
        'linkClaim',
        'label',
      )}
      busy={busy !== undefined}
      form={form}
      draft={draft}
      onSubmit={create}
      onDismiss={onDismiss}
    >
      <IdentifierField
        value={name}
        constraint={t('project.constraint')}
        error={errorOf('name')}
        onChange={(typed) => draft.set({ name: typed })}
      />
      <IssuerFields values={values} errorOf={errorOf} onChange={set} />
    </FormDialog>
  );
}
