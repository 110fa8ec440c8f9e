import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  list: { margin: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  name: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  value: {
    margin: 0,
    padding: `2px ${tokens.spacingHorizontalS}`,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-line',
    display: '-webkit-box',
    WebkitLineClamp: 4,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  inPlace: { borderInlineStartColor: tokens.colorPaletteGreenBorderActive },
  yours: { borderInlineStartColor: tokens.colorPaletteDarkOrangeBorderActive },
});

type ConflictValuesProps = {
  readonly base: string;
  readonly inPlace: string;
  readonly yours: string;
  readonly who: string;
};

/** The three values of a conflict, one under the other, cut to a few lines. */
export function ConflictValues({ base, inPlace, yours, who }: ConflictValuesProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const rows = [
    { name: say('conflicts.base'), value: base, style: styles.value },
    { name: say('conflicts.inPlace'), value: inPlace, style: mergeClasses(styles.value, styles.inPlace) },
    { name: say('conflicts.yours', { who }), value: yours, style: mergeClasses(styles.value, styles.yours) },
  ];
  return (
    <dl className={styles.list}>
      {rows.map(({ name, value, style }) => (
        <div key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={style}>{value === '' ? say('value.empty') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
