import { FluentProvider } from '@fluentui/react-provider';
import { Toaster } from '@fluentui/react-toast';
import { makeStyles } from '@griffel/react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { type Appearance, themes } from '../ui/theme.ts';
import type { Language } from '../ui/words/language.ts';
import { speechOf } from '../ui/words/speech.ts';
import { SpeechProvider } from '../ui/words/speech-context.ts';
import { Fetching } from './fetching.tsx';
import { Banners } from './frame/banners.tsx';
import { FrameHead } from './frame/frame-head.tsx';
import { HomePane } from './home-pane.tsx';
import type { PaneProps } from './pane-props.ts';
import { toasterId } from './undo.tsx';

// What a person sees first comes with the first bundle; the rest is fetched when it is opened.
const ItemsPane = lazy(async () => ({ default: (await import('./items/items-pane.tsx')).ItemsPane }));
const ConflictsPane = lazy(async () => ({ default: (await import('./conflicts/conflicts-pane.tsx')).ConflictsPane }));
const ImportPane = lazy(async () => ({ default: (await import('./import/import-pane.tsx')).ImportPane }));
const NewPane = lazy(async () => ({ default: (await import('./new/new-pane.tsx')).NewPane }));
const LibraryPane = lazy(async () => ({ default: (await import('./library/library-pane.tsx')).LibraryPane }));
const PeoplePane = lazy(async () => ({ default: (await import('./people/people-pane.tsx')).PeoplePane }));
const SettingsPane = lazy(async () => ({ default: (await import('./settings/settings-pane.tsx')).SettingsPane }));

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100vh', minWidth: 0, overflowX: 'hidden' },
  main: { flexGrow: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', outlineStyle: 'none' },
});

type PaneAppProps = PaneProps & { readonly language: Language; readonly appearance: Appearance };

/** The whole pane for one state. */
export function PaneApp({ language, appearance, ...props }: PaneAppProps): ReactNode {
  const styles = useStyles();
  const [speech, setSpeech] = useState(() => speechOf(language));
  useEffect(() => {
    document.documentElement.lang = language;
    setSpeech(speechOf(language));
  }, [language]);
  useEffect(() => {
    // What the browser itself draws, such as scroll bars and calendars, follows.
    document.documentElement.style.colorScheme = appearance === 'light' ? 'light' : 'dark';
  }, [appearance]);
  return (
    <FluentProvider theme={themes[appearance]}>
      <SpeechProvider value={speech}>
        <div className={styles.frame}>
          <FrameHead {...props} />
          <Banners {...props} />
          {/* What scrolls has to be reached by keyboard. */}
          <main className={styles.main} id="page" tabIndex={-1}>
            <Suspense fallback={<Fetching />}>
              <PageOf {...props} />
            </Suspense>
          </main>
        </div>
        <Toaster toasterId={toasterId} position="bottom" />
      </SpeechProvider>
    </FluentProvider>
  );
}

function PageOf(props: PaneProps): ReactNode {
  const { page, view } = props.state;
  switch (page) {
    case 'home':
      return <HomePane {...props} />;
    case 'items':
      return view === null ? <HomePane {...props} /> : <ItemsPane {...props} view={view} />;
    case 'conflicts':
      return view === null ? <HomePane {...props} /> : <ConflictsPane {...props} view={view} />;
    case 'import':
      return <ImportPane {...props} />;
    case 'new':
      return <NewPane {...props} />;
    case 'library':
      return <LibraryPane {...props} />;
    case 'people':
      return <PeoplePane {...props} />;
    case 'settings':
      return <SettingsPane {...props} />;
  }
}
