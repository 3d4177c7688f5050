import '@cloudscape-design/global-styles/index.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followSystemColorScheme } from './app/colorScheme';
import { Router } from './app/Router';
import { ignoreStrayClicks } from './app/strayClicks';
import { takeResponseFromAddress } from './auth/response';
import { SessionProvider } from './auth/SessionProvider';
import { DialogsProvider } from './dialogs/Dialogs';
import { LanguageProvider } from './i18n/Language';

takeResponseFromAddress();
followSystemColorScheme();
ignoreStrayClicks();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider>
      <SessionProvider>
        <DialogsProvider>
          <Router />
        </DialogsProvider>
      </SessionProvider>
    </LanguageProvider>
  </StrictMode>,
);
