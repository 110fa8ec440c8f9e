import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { PaneApp } from '#addin/panes/pane-app.tsx';
import { firstLook } from '#addin/panes/pane-props';
import type { Intent, PaneState } from '#addin/state/model';
import { appearances } from '#addin/ui/theme';
import { languageOf } from '#addin/ui/words/language';
import { fetchWords } from '#addin/ui/words/speech';
import { scenes } from '#test/addin/gallery/scenes';

/** `#scene=items&appearance=dark&language=de` says what is shown; what is asked for is kept for tests to look at. */
declare global {
  interface Window {
    intents: Intent[];
    /** Lets something happen to what is shown. */
    change: (to: (state: PaneState) => PaneState) => void;
  }
}
window.intents = [];

/** Files are kept by their names: a test looks at them from outside the page. */
function keep(intent: Intent): void {
  if (intent.do === 'uploadEvidence') {
    const files = intent.files.map(({ name }) => name);
    window.intents.push({ ...intent, files } as never); // shown to tests alone
  } else window.intents.push(intent);
}

function Gallery(): ReactNode {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => window.location.hash,
  );
  const wanted = new URLSearchParams(hash.slice(1));
  const name = wanted.get('scene') ?? 'assessment';
  const scene = scenes[name];
  if (scene === undefined) return <p>There is no scene {name}.</p>;
  return <Shown key={hash} first={scene.state} wanted={wanted} />;
}

type ShownProps = {
  readonly first: PaneState;
  readonly wanted: URLSearchParams;
};

function Shown({ first, wanted }: ShownProps): ReactNode {
  const [state, setState] = useState(first);
  const [look, setLook] = useState(firstLook);
  useEffect(() => {
    window.change = setState;
  }, []);
  return (
    <div data-turn={wanted.get('turn')}>
      <PaneApp
        state={state}
        look={look}
        setLook={setLook}
        dispatch={keep}
        language={languageOf(wanted.get('language') ?? 'en')}
        appearance={appearances.find((one) => one === wanted.get('appearance')) ?? 'light'}
      />
    </div>
  );
}

const place = document.getElementById('pane');
if (place === null) throw new Error('The page has no place for the pane');
// Every scene is drawn in its language from the beginning.
void fetchWords('de').then(() => createRoot(place).render(<Gallery />));
