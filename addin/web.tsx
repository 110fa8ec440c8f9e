import { createSession } from './session.ts';
import { withoutWorkbook } from './sheets/without-workbook.ts';
import { showPane } from './show-pane.tsx';
import { openSignInPopup, signInPage } from './sign-in-popup.ts';
import {
  clock,
  engineAddress,
  fetchFromEngine,
  openFile,
  openSocket,
  random,
  saveFile,
  storage,
} from './surroundings.ts';
import { chooseAppearance } from './ui/theme.ts';

/*
 * The plain web page, for people without Excel: the pane's own pages in a window of the browser, and no workbook.
 */
showPane(
  createSession({
    surface: 'web',
    host: withoutWorkbook,
    fetch: fetchFromEngine,
    socket: openSocket,
    storage,
    clock,
    random,
    open: openFile,
    save: saveFile,
    signIn: {
      redirect: `${window.location.origin}/pane/sign-in.html`,
      open: (address) => openSignInPopup(signInPage(address)),
      officeAccount: async () => null,
    },
    engine: engineAddress,
    document: '',
  }),
  {
    appearance: (system) => chooseAppearance({ background: null, foreground: null, ...system }),
    locale: navigator.language,
  },
);
