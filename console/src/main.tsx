import '@cloudscape-design/global-styles/index.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followSystemMode } from './app/mode';
import { Views } from './app/Views';
import { SignedIn } from './auth/Session';
import { DialogsProvider } from './dialogs/Dialogs';
import { LanguageProvider } from './i18n/Language';

followSystemMode();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider>
      <SignedIn>
        <DialogsProvider>
          <Views />
        </DialogsProvider>
      </SignedIn>
    </LanguageProvider>
  </StrictMode>,
);
