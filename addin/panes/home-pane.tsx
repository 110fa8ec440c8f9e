import { Button } from '@fluentui/react-button';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { Skeleton, SkeletonItem } from '@fluentui/react-skeleton';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, Suspense, useState } from 'react';
import type { BindingStep, PaneState } from '../state/model.ts';
import { selectedAction, selectedControl } from '../state/select.ts';
import { PaneBody } from '../ui/pane-body.tsx';
import type { WordKey } from '../ui/words/speech.ts';
import { useSpeech } from '../ui/words/speech-context.ts';
import { AssessmentPane } from './assessment/assessment-pane.tsx';
import { Fetching } from './fetching.tsx';
import { late } from './late.tsx';
import type { PaneProps } from './pane-props.ts';
import { StartPane } from './start/start-pane.tsx';
import { UnusablePane } from './start/unusable-pane.tsx';

// The assessment is what a person sees first; what belongs to a row is fetched when one is selected.
const ActionPane = late(async () => (await import('./action/action-pane.tsx')).ActionPane);
const ControlPane = late(async () => (await import('./control/control-pane.tsx')).ControlPane);
const ProviderActionPane = late(async () => (await import('./control/provider-action-pane.tsx')).ProviderActionPane);
const DiffersPane = late(async () => (await import('./start/differs-pane.tsx')).DiffersPane);
const WebHome = late(async () => (await import('./web/web-home.tsx')).WebHome);

const useStyles = makeStyles({
  back: { alignSelf: 'flex-start', margin: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} 0` },
  page: { display: 'flex', flexDirection: 'column' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  lines: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
});

/** What the workbook is to Controlbook; once bound, whatever is selected in the sheet. */
export function HomePane(props: PaneProps): ReactNode {
  const { binding, view, surface } = props.state;
  if (surface === 'web') return <WebHome {...props} />;
  switch (binding.kind) {
    case 'looking':
      return <Waiting step={null} />;
    case 'binding':
      return <Waiting step={binding.step} />;
    case 'unbound':
      return <StartPane {...props} />;
    case 'unusable':
      return <UnusablePane binding={binding} dispatch={props.dispatch} />;
    case 'differs':
      return <DiffersPane state={props.state} dispatch={props.dispatch} binding={binding} />;
    case 'bound':
      return view === null ? <Waiting step="reading" /> : <Selected {...props} view={view} />;
  }
}

/** The selection decides what is shown; a person may go back to the assessment until the selection moves on. */
function Selected(props: PaneProps & { readonly view: NonNullable<PaneState['view']> }): ReactNode {
  const { state, view } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const place = JSON.stringify(selectedThing(state));
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const thing = leftAt === place ? null : drawSelected(props);
  if (thing === null) return <AssessmentPane {...props} view={view} />;
  return (
    <div className={styles.page}>
      <Button
        className={styles.back}
        size="small"
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={() => setLeftAt(place)}
      >
        {say('home.assessment')}
      </Button>
      {/* The way back stays while the rest is fetched. */}
      <Suspense fallback={<Fetching />}>{thing}</Suspense>
    </div>
  );
}

/** The selected thing without the field: another field of the same row is no other thing. */
function selectedThing({ selection }: PaneState): unknown {
  return selection.kind === 'action' ? { kind: selection.kind, action: selection.action } : selection;
}

function drawSelected(props: PaneProps & { readonly view: NonNullable<PaneState['view']> }): ReactNode {
  const { state, view } = props;
  const { selection } = state;
  const action = selectedAction(state);
  if (action !== null) return <ActionPane {...props} view={view} action={action} />;
  const control = selectedControl(state);
  if (control !== null) return <ControlPane {...props} view={view} control={control} />;
  if (selection.kind === 'providerAction') {
    const provided = view.providerActions.find(({ id }) => id === selection.action);
    if (provided !== undefined) return <ProviderActionPane {...props} view={view} action={provided} />;
  }
  return null;
}

const stepWords = {
  asking: 'binding.asking',
  inserting: 'binding.inserting',
  reading: 'binding.reading',
  comparing: 'binding.comparing',
  writing: 'binding.writing',
} as const satisfies Readonly<Record<BindingStep, WordKey>>;

function Waiting({ step }: { readonly step: BindingStep | null }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  return (
    <PaneBody>
      <p className={styles.text} role="status">
        {say(step === null ? 'binding.looking' : stepWords[step])}
      </p>
      <Skeleton aria-hidden="true">
        <div className={styles.lines}>
          <SkeletonItem size={96} shape="circle" />
          <SkeletonItem />
          <SkeletonItem />
          <SkeletonItem />
        </div>
      </Skeleton>
    </PaneBody>
  );
}
