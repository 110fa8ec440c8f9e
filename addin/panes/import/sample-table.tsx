import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  scroll: {
    overflowX: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  cell: {
    maxWidth: '160px',
    padding: `2px ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    textAlign: 'start',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

const rowsShown = 4;

type SampleTableProps = { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** The first rows of a sheet, to see what its columns hold. */
export function SampleTable({ headers, rows }: SampleTableProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const columns = headers.map((header, index) => ({ key: String(index), header }));
  return (
    // A table that scrolls has to be reached by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason stands above
    <section className={styles.scroll} tabIndex={0} aria-label={say('mapping.sample')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ key, header }) => (
              <th key={key} className={styles.cell} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsShown).map((row, place) => {
            const line = String(place);
            return (
              <tr key={line}>
                {columns.map(({ key }, column) => (
                  <td key={key} className={styles.cell} title={row[column]}>
                    {row[column]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
