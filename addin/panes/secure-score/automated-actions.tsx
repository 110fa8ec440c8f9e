import { Button } from '@fluentui/react-button';
import { SearchBox } from '@fluentui/react-search';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { Endpoints } from '#engine/contract/http';
import type { ActionId } from '#engine/contract/model/ids';
import type { Automation } from '#engine/contract/model/secure-score';
import type { Answer } from '../../state/asking.ts';
import { Item, ItemLine, ItemList } from '../../ui/item-list.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { fieldWords } from '../field-words.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  search: { maxWidth: 'none' },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  standing: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  more: { alignSelf: 'center' },
});

type AutomatedActionsProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly actions: Answer<Endpoints['secureScore']>['actions'];
  readonly automation: Automation;
};

const rowsAtOnce = 20;

/** Every action that names a control: what was last seen of it, what is kept, and its switch. */
export function AutomatedActions({ state, dispatch, actions, automation }: AutomatedActionsProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [text, setText] = useState('');
  const [rows, setRows] = useState(rowsAtOnce);
  const wanted = text.trim().toLowerCase();
  const found = actions.filter(({ title, control }) => `${title} ${control ?? ''}`.toLowerCase().includes(wanted));
  const inWorkbook = new Set<string>(state.view?.actions.map(({ id }) => id));
  const mayAutomate = may(state, 'manage-master-data') && automation === 'per-action';
  const kept = actions.filter(({ automated, fields }) => automated && fields.length > 0).length;
  const open = (action: ActionId): void => {
    dispatch({ do: 'selectAction', action });
    dispatch({ do: 'goTo', page: 'home' });
  };
  return (
    <>
      <p className={styles.soft} role="status">
        {say('secure.keptOf', { kept, total: actions.length })}
      </p>
      <SearchBox
        className={styles.search}
        aria-label={say('items.search')}
        placeholder={say('items.search')}
        value={text}
        onChange={(_, { value }) => {
          setText(value);
          setRows(rowsAtOnce);
        }}
      />
      {found.length === 0 && <p className={styles.soft}>{say('secure.noActions')}</p>}
      <ItemList label={say('secure.actions')}>
        {found.slice(0, rows).map(({ id, title, control, on, automated, fields, sentence }) => (
          <Item
            key={id}
            title={title}
            onOpen={inWorkbook.has(id) ? () => open(id) : undefined}
            lines={[sentence === '' ? say('secure.notSeen', { control: control ?? '' }) : sentence]}
            aside={
              automation === 'per-action' && (
                <Switch
                  aria-label={say('secure.switch', { title })}
                  disabled={!mayAutomate}
                  checked={on}
                  onChange={(_, { checked }) =>
                    dispatch({
                      ...{ do: 'send', what: 'automateAction', reload: ['secureScore'] },
                      request: { params: { action: id }, body: { on: checked } },
                    })
                  }
                />
              )
            }
          >
            <span className={styles.standing}>
              {automated && fields.length > 0 && <ToneBadge tone="good">{say('secure.kept')}</ToneBadge>}
              <ItemLine>
                {automated && fields.length > 0
                  ? fields.map((field) => say(fieldWords[field])).join(', ')
                  : say(automated ? 'secure.keepsNothingYet' : 'secure.byPeople')}
              </ItemLine>
            </span>
          </Item>
        ))}
      </ItemList>
      {found.length > rows && (
        <Button className={styles.more} onClick={() => setRows(rows + rowsAtOnce)}>
          {say('common.showMore', { count: Math.min(rowsAtOnce, found.length - rows) })}
        </Button>
      )}
    </>
  );
}
