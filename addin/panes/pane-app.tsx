import { FluentProvider } from '@fluentui/react-provider';
import { Toaster } from '@fluentui/react-toast';
import { makeStyles } from '@griffel/react';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { type Appearance, themes } from '../ui/theme.ts';
import type { Language } from '../ui/words/language.ts';
import { fetchWords, speechOf } from '../ui/words/speech.ts';
import { SpeechProvider } from '../ui/words/speech-context.ts';
import { Fetching } from './fetching.tsx';
import { Banners } from './frame/banners.tsx';
import { FrameHead } from './frame/frame-head.tsx';
import { HomePane } from './home-pane.tsx';
import { late } from './late.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { latePages } from './pages.tsx';
import type { PaneProps } from './pane-props.ts';
import { toasterId } from './undo.tsx';

// The assessment is what a person sees first; these are fetched when they are opened.
const ItemsPane = late(async () => (await import('./items/items-pane.tsx')).ItemsPane);
const ConflictsPane = late(async () => (await import('./conflicts/conflicts-pane.tsx')).ConflictsPane);

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
    let isWanted = true;
    void fetchWords(language).then((isHere) => {
      if (!isWanted) return;
      document.documentElement.lang = isHere ? language : 'en';
      setSpeech(speechOf(language));
    });
    return () => {
      isWanted = false;
    };
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
            <PageBoundary key={props.state.page}>
              <Suspense fallback={<Fetching />}>
                <PageOf {...props} />
              </Suspense>
            </PageBoundary>
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
    default: {
      const LatePage = latePages[page];
      return <LatePage {...props} />;
    }
  }
}
