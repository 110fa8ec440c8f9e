/// <reference types="office-js" />
import { officeSession } from './office-session.ts';
import { showPane } from './show-pane.tsx';
import { chooseAppearance } from './ui/theme.ts';

void officeSession().then((session) =>
  showPane(session, {
    appearance(system) {
      const theme = Office.context.officeTheme as Office.OfficeTheme | undefined; // not on every platform
      return chooseAppearance({
        background: theme?.bodyBackgroundColor ?? null,
        foreground: theme?.bodyForegroundColor ?? null,
        ...system,
      });
    },
    locale: Office.context.displayLanguage,
  }),
);
