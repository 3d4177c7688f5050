import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SignInIssuer } from '../api/signIn';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';

/** A button for each identity provider. */
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
            {t('signIn.with', { label: issuer.label })}
          </Button>
        ))}
      </SpaceBetween>
    </FormField>
  );
}
