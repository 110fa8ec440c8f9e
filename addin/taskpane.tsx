/// <reference types="office-js" />
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from './config.ts';
import { itemsLook } from './items-look.ts';
import { officeSession } from './office-session.ts';
import { fetchLateParts } from './panes/late.tsx';
import { PaneApp } from './panes/pane-app.tsx';
import type { Session } from './session.ts';
import { clock } from './surroundings.ts';
import { type Appearance, chooseAppearance } from './ui/theme.ts';
import { languageOf } from './ui/words/language.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const forced = window.matchMedia('(forced-colors: active)');

function Pane({ session }: { readonly session: Session }): ReactNode {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const look = useSyncExternalStore(itemsLook.subscribe, itemsLook.now);
  const { language } = state.preferences;
  const [appearance, setAppearance] = useState(appearanceNow);
  useEffect(() => {
    const look = (): void => setAppearance(appearanceNow());
    for (const query of [dark, forced]) query.addEventListener('change', look);
    window.addEventListener('focus', look); // Office says nothing when its theme changes
    return () => {
      for (const query of [dark, forced]) query.removeEventListener('change', look);
      window.removeEventListener('focus', look);
    };
  }, []);
  return (
    <PaneApp
      state={state}
      dispatch={session.dispatch}
      look={look}
      setLook={itemsLook.set}
      language={language === 'auto' ? languageOf(Office.context.displayLanguage) : language}
      appearance={appearance}
    />
  );
}

function appearanceNow(): Appearance {
  const theme = Office.context.officeTheme as Office.OfficeTheme | undefined; // not on every platform
  return chooseAppearance({
    background: theme?.bodyBackgroundColor ?? null,
    foreground: theme?.bodyForegroundColor ?? null,
    systemDark: dark.matches,
    forcedColors: forced.matches,
  });
}

void officeSession().then((session) => {
  const wake = (): void => {
    if (document.visibilityState === 'visible') session.wake();
  };
  document.addEventListener('visibilitychange', wake);
  for (const event of ['focus', 'online']) window.addEventListener(event, wake);
  const root = document.getElementById('pane');
  if (root === null) throw new Error('The page has no place for the pane'); // a bug: the page is our own
  createRoot(root).render(<Pane session={session} />);
  clock.after(config.fetchLate, () => void fetchLateParts());
});
