import { Button } from '@fluentui/react-button';
import { SearchBox } from '@fluentui/react-search';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSettled } from './use-settled.ts';
import { useSpeech } from './words/speech-context.ts';

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(130px, 100%), 1fr))',
    gap: tokens.spacingVerticalS,
  },
  search: { width: '100%', maxWidth: 'none', gridColumn: '1 / -1' },
  clear: { justifySelf: 'start', alignSelf: 'end' },
});

type Search = {
  readonly label: string;
  readonly text: string;
  /** Hears what is typed once the person has paused. */
  readonly onFind: (text: string) => void;
};

type FiltersProps = {
  readonly search?: Search;
  readonly onClear: () => void;
  readonly children: ReactNode;
};

const nothing: Search = { label: '', text: '', onFind: () => {} };

/** By what a list is narrowed, and the way back to all of it. */
export function Filters({ search, onClear, children }: FiltersProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { label, text, onFind } = search ?? nothing;
  const [typed, setTyped] = useState(text);
  const wanted = useSettled(typed.trim());
  const find = useRef(onFind);
  find.current = onFind;
  useEffect(() => {
    if (wanted !== text) find.current(wanted);
  }, [wanted, text]);
  return (
    <div className={styles.filters}>
      {search !== undefined && (
        <SearchBox
          className={styles.search}
          aria-label={label}
          placeholder={label}
          value={typed}
          onChange={(_, { value }) => setTyped(value)}
        />
      )}
      {children}
      <Button
        className={styles.clear}
        size="small"
        appearance="subtle"
        onClick={() => {
          setTyped('');
          onClear();
        }}
      >
        {say('items.clearFilters')}
      </Button>
    </div>
  );
}
