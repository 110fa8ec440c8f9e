import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { PaneApp } from '#addin/panes/pane-app.tsx';
import { type EvidenceUploads, firstLook } from '#addin/panes/pane-props';
import type { Intent, PaneState } from '#addin/state/model';
import { appearances } from '#addin/ui/theme';
import { languageOf } from '#addin/ui/words/language';
import { actionId } from '#engine/contract/model/ids';
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

const evidence: EvidenceUploads = {
  upload: (action, files) =>
    void window.intents.push({ do: 'upload', action, files: files.map(({ name }) => name) } as never), // shown to tests alone
  remove: () => undefined,
  underWay: [
    {
      id: 'u-1',
      action: actionId.parse('a-mfa'),
      name: 'screenshot-of-the-policy.png',
      done: 310_000,
      total: 840_000,
      problem: null,
    },
    {
      id: 'u-2',
      action: actionId.parse('a-mfa'),
      name: 'recording.mkv',
      done: 0,
      total: 90_000_000,
      problem: 'It is larger than the 25 MB the engine takes.',
    },
  ],
};

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
  return <Shown key={hash} first={scene.state} wanted={wanted} withEvidence={scene.evidence === true} />;
}

type ShownProps = {
  readonly first: PaneState;
  readonly wanted: URLSearchParams;
  readonly withEvidence: boolean;
};

function Shown({ first, wanted, withEvidence }: ShownProps): ReactNode {
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
        dispatch={(intent) => void window.intents.push(intent)}
        language={languageOf(wanted.get('language') ?? 'en')}
        appearance={appearances.find((one) => one === wanted.get('appearance')) ?? 'light'}
        open={(path) => void window.intents.push({ do: 'open', path } as never)} // shown to tests alone
        evidence={withEvidence ? evidence : undefined}
      />
    </div>
  );
}

const place = document.getElementById('pane');
if (place === null) throw new Error('The page has no place for the pane');
createRoot(place).render(<Gallery />);
