import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SignInIssuer } from '../api/signIn';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';

/** A button for each trust for people, which names the trust if another one has the same label. */
export function IssuerButtons({ issuers }: { issuers: SignInIssuer[] }) {
  const { t } = useText();
  const words = useErrorMessage();
  const [chosen, setChosen] = useState<string>();
  const [error, setError] = useState<unknown>();

  const signIn = async (issuer: SignInIssuer) => {
    if (chosen) return;
    setChosen(issuer.trust);
    setError(undefined);
    try {
      const { goToProvider } = await import('./signInFlow');
      await goToProvider(issuer, 'signIn');
    } catch (failure) {
      setError(failure);
      setChosen(undefined);
    }
  };
  const isUnique = ({ label }: SignInIssuer) => issuers.filter((other) => other.label === label).length === 1;
  const address = (error as { address?: string } | undefined)?.address;
  return (
    <FormField
      stretch
      errorText={error !== undefined && (address ? t('signIn.otherAddress', { address }) : words(error))}
    >
      <SpaceBetween size="s">
        {issuers.map((issuer) => (
          <Button
            key={issuer.trust}
            variant="primary"
            fullWidth
            loading={chosen === issuer.trust}
            onClick={() => void signIn(issuer)}
          >
            {t('signIn.with', { label: isUnique(issuer) ? issuer.label : `${issuer.label} (${issuer.trust})` })}
          </Button>
        ))}
      </SpaceBetween>
    </FormField>
  );
}
