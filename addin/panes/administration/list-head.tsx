import { Button } from '@fluentui/react-button';
import { AddRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { NotAllowed } from '../not-allowed.tsx';

const useStyles = makeStyles({
  add: { alignSelf: 'flex-start' },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type ListHeadProps = {
  readonly help: string;
  readonly add: string;
  /** Whether this person may change the list. */
  readonly allowed: boolean;
  readonly onAdd: () => void;
};

/** What a list of the administration is for, and the way to a new row. */
export function ListHead({ help, add, allowed, onAdd }: ListHeadProps): ReactNode {
  const styles = useStyles();
  return (
    <>
      {!allowed && <NotAllowed />}
      <p className={styles.soft}>{help}</p>
      {allowed && (
        <Button className={styles.add} appearance="primary" icon={<AddRegular />} onClick={onAdd}>
          {add}
        </Button>
      )}
    </>
  );
}
