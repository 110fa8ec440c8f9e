import { MenuButton } from '@fluentui/react-button';
import {
  AddRegular,
  AlertRegular,
  ArrowDownloadRegular,
  ArrowImportRegular,
  BuildingRegular,
  LibraryRegular,
  MoreHorizontalRegular,
  QuestionCircleRegular,
  SettingsRegular,
  SignOutRegular,
} from '@fluentui/react-icons';
import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-menu';
import { type ReactNode, Suspense, useState } from 'react';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { late } from '../late.tsx';
import { PageBoundary } from '../page-boundary.tsx';
import type { PaneProps } from '../pane-props.ts';

const HelpDialog = late(async () => (await import('./help-dialog.tsx')).HelpDialog);

/** Everything that has no place of its own in the head. */
export function MoreMenu({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const [help, setHelp] = useState(false);
  const { binding } = state;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            size="small"
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            menuIcon={null}
            aria-label={say('frame.more')}
            title={say('frame.more')}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<AddRegular />} onClick={() => dispatch({ do: 'goTo', page: 'new' })}>
              {say('frame.new')}
            </MenuItem>
            <MenuItem icon={<ArrowImportRegular />} onClick={() => dispatch({ do: 'goTo', page: 'import' })}>
              {say('frame.import')}
            </MenuItem>
            <MenuItem icon={<LibraryRegular />} onClick={() => dispatch({ do: 'goTo', page: 'library' })}>
              {say('frame.library')}
            </MenuItem>
            {binding.kind === 'bound' && (
              <MenuItem
                icon={<ArrowDownloadRegular />}
                onClick={() =>
                  dispatch({ do: 'download', what: 'report', request: { params: { assessment: binding.assessment } } })
                }
              >
                {say('frame.report')}
              </MenuItem>
            )}
            <MenuDivider />
            <MenuItem icon={<AlertRegular />} onClick={() => dispatch({ do: 'goTo', page: 'notices' })}>
              {say('page.notices')}
            </MenuItem>
            <MenuItem icon={<BuildingRegular />} onClick={() => dispatch({ do: 'goTo', page: 'administration' })}>
              {say('page.administration')}
            </MenuItem>
            <MenuItem icon={<SettingsRegular />} onClick={() => dispatch({ do: 'goTo', page: 'settings' })}>
              {say('frame.settings')}
            </MenuItem>
            {state.account.kind === 'signed-in' && (
              // Sent later, edits would be those of whoever signs in next.
              <MenuItem
                icon={<SignOutRegular />}
                disabled={state.outbox.waiting > 0}
                onClick={() => dispatch({ do: 'signOut' })}
              >
                {state.outbox.waiting > 0
                  ? say('account.signOutLater', { count: state.outbox.waiting })
                  : say('account.signOut')}
              </MenuItem>
            )}
            <MenuItem icon={<QuestionCircleRegular />} onClick={() => setHelp(true)}>
              {say('frame.help')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {help && (
        <PageBoundary>
          <Suspense fallback={<span data-fetching="" />}>
            <HelpDialog surface={state.surface} onClose={() => setHelp(false)} />
          </Suspense>
        </PageBoundary>
      )}
    </>
  );
}
