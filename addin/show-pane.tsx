import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from './config.ts';
import { itemsLook } from './items-look.ts';
import { fetchLateParts } from './panes/late.tsx';
import { PaneApp } from './panes/pane-app.tsx';
import type { Session } from './session.ts';
import { clock } from './surroundings.ts';
import type { Appearance } from './ui/theme.ts';
import { type Language, languageOf, languages } from './ui/words/language.ts';
import { fetchWords } from './ui/words/speech.ts';

/** What the page around the pane knows of its surroundings. */
export type Surroundings = {
  /** Dark and high contrast as the system has them; what is shown follows where the page knows better. */
  readonly appearance: (system: { readonly systemDark: boolean; readonly forcedColors: boolean }) => Appearance;
  /** Such as `de-AT`, where the person has chosen no language. */
  readonly locale: string;
};

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const forced = window.matchMedia('(forced-colors: active)');

/** Draws a session into the page and keeps it drawn; everything that is not seen first is fetched soon after. */
export function showPane(session: Session, surroundings: Surroundings): void {
  const wake = (): void => {
    if (document.visibilityState === 'visible') session.wake();
  };
  document.addEventListener('visibilitychange', wake);
  for (const event of ['focus', 'online']) window.addEventListener(event, wake);
  const root = document.getElementById('pane');
  if (root === null) throw new Error('The page has no place for the pane'); // a bug: the page is our own
  // Its first words are already those of its language.
  void fetchWords(languageOf(surroundings.locale)).then(() =>
    createRoot(root).render(<Pane session={session} surroundings={surroundings} />),
  );
  clock.after(config.fetchLate, () => {
    void fetchLateParts();
    for (const language of Object.keys(languages) as Language[]) void fetchWords(language); // the object has these keys alone
  });
}

type PaneProps = { readonly session: Session; readonly surroundings: Surroundings };

function Pane({ session, surroundings }: PaneProps): ReactNode {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const look = useSyncExternalStore(itemsLook.subscribe, itemsLook.now);
  const { language } = state.preferences;
  const appearanceNow = (): Appearance =>
    surroundings.appearance({ systemDark: dark.matches, forcedColors: forced.matches });
  const [appearance, setAppearance] = useState(appearanceNow);
  useEffect(() => {
    const look = (): void =>
      setAppearance(surroundings.appearance({ systemDark: dark.matches, forcedColors: forced.matches }));
    for (const query of [dark, forced]) query.addEventListener('change', look);
    window.addEventListener('focus', look); // Office says nothing when its theme changes
    return () => {
      for (const query of [dark, forced]) query.removeEventListener('change', look);
      window.removeEventListener('focus', look);
    };
  }, [surroundings]);
  return (
    <PaneApp
      state={state}
      dispatch={session.dispatch}
      look={look}
      setLook={itemsLook.set}
      language={language === 'auto' ? languageOf(surroundings.locale) : language}
      appearance={appearance}
    />
  );
}
