import { SearchBox } from '@fluentui/react-search';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { TemplateSummary } from '../../state/model.ts';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  search: { width: '100%', maxWidth: 'none' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: '2px',
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  badges: { display: 'flex', gap: tokens.spacingHorizontalXS },
});

/** The templates of the organisation, those in use first. */
export function TemplateList({ templates }: { readonly templates: readonly TemplateSummary[] }): ReactNode {
  const { say, number } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = templates
    .filter(({ name, certification, products }) =>
      [name, certification, ...products].join(' ').toLowerCase().includes(wanted),
    )
    .sort((a, b) => Number(a.archived) - Number(b.archived));
  return (
    <div className={styles.page}>
      <SearchBox
        className={styles.search}
        aria-label={say('new.findTemplate')}
        placeholder={say('new.findTemplate')}
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
      />
      <ul className={styles.list}>
        {found.map((one) => (
          <li key={one.id} className={styles.row}>
            <span className={styles.name}>{say('template.version', { name: one.name, version: one.version })}</span>
            <span className={styles.soft}>
              {[...one.products, one.certification].filter((part) => part !== '').join(' · ')}
            </span>
            <span className={styles.soft}>
              {say('template.counts', { families: one.families, controls: one.customerControls, actions: one.actions })}
            </span>
            <span className={styles.soft}>
              {say('template.more', { provider: one.providerControls, points: number(one.maximumScore) })}
            </span>
            <span className={styles.badges}>
              {one.archived && <ToneBadge tone="neutral">{say('library.archived')}</ToneBadge>}
              {one.locked && <ToneBadge tone="neutral">{say('library.locked')}</ToneBadge>}
              {one.status !== 'Approved' && <ToneBadge tone="warning">{one.status}</ToneBadge>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
