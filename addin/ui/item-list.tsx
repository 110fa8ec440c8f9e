import { Button, MenuButton } from '@fluentui/react-button';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-menu';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactElement, ReactNode } from 'react';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: '2px', minWidth: 0 },
  title: { fontWeight: tokens.fontWeightSemibold, textAlign: 'start', overflowWrap: 'anywhere' },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  aside: { display: 'flex', alignItems: 'flex-start' },
  below: { gridColumn: '1 / -1' },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, ':empty': { display: 'none' } },
});

/** Things one below the other, each with what can be done with it. */
export function ItemList(props: { readonly label?: string; readonly children: ReactNode }): ReactNode {
  return (
    <ul className={useStyles().list} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

export type ItemAction = { readonly text: string; readonly do: () => void; readonly disabled?: boolean };

type ItemProps = {
  readonly title: string;
  /** Where there is more of it to see. */
  readonly onOpen?: (() => void) | undefined;
  /** Lines under the title; empty ones are left out. */
  readonly lines?: readonly string[];
  readonly badges?: ReactNode;
  /** What the button of the actions is called. */
  readonly actionsLabel?: string;
  readonly actions?: readonly ItemAction[];
  /** Buttons and switches beside it. */
  readonly aside?: ReactNode;
  /** What stands under it over the whole width. */
  readonly below?: ReactNode;
  readonly children?: ReactNode;
};

/** One of them. */
export function Item(props: ItemProps): ReactNode {
  const { title, onOpen, lines = [], badges, actionsLabel = '', actions = [], aside, below, children } = props;
  const styles = useStyles();
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        {onOpen === undefined ? (
          <span className={styles.title}>{title}</span>
        ) : (
          <Link as="button" className={styles.title} onClick={onOpen}>
            {title}
          </Link>
        )}
        {lines
          .filter((line) => line !== '')
          .map((line) => (
            <span key={line} className={styles.soft}>
              {line}
            </span>
          ))}
        {badges !== undefined && <span className={styles.badges}>{badges}</span>}
        {children}
      </div>
      {actions.length > 0 && <ActionsMenu label={actionsLabel} actions={actions} />}
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      {below !== undefined && <div className={styles.below}>{below}</div>}
    </li>
  );
}

/** A line under the title that the item makes itself. */
export function ItemLine({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className={useStyles().soft}>{children}</span>;
}

/** A small button beside a thing that says in a word what it does. */
export function ItemButton(props: {
  readonly label: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
}): ReactNode {
  const { label, icon, onClick } = props;
  return <Button size="small" appearance="subtle" icon={icon} aria-label={label} title={label} onClick={onClick} />;
}

/** What can be done with one thing. */
export function ActionsMenu(props: { readonly label: string; readonly actions: readonly ItemAction[] }): ReactNode {
  const { label, actions } = props;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          size="small"
          icon={<MoreHorizontalRegular />}
          menuIcon={null}
          aria-label={label}
          title={label}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {actions.map((action) => (
            <MenuItem key={action.text} disabled={action.disabled ?? false} onClick={action.do}>
              {action.text}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
