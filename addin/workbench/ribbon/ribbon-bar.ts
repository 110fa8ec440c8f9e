import type { RibbonUpdate } from '../excel/pane-context.ts';
import { type IconName, icon } from './icons.ts';
import type { AddinManifest, RibbonButton } from './read-manifest.ts';

export type RibbonBar = {
  readonly element: HTMLElement;
  /** What the add-in has asked of its buttons and tabs, latest last. */
  readonly update: (updates: readonly RibbonUpdate[]) => void;
  /** To the tab in front. */
  readonly focus: () => void;
};

/** Commands of the workbench itself, on the first tab. */
export type HomeCommand = {
  readonly label: string;
  readonly icon: IconName;
  readonly tip: string;
  readonly run: () => void;
};
export type HomeGroup = { readonly label: string; readonly commands: readonly HomeCommand[] };

/** The ribbon: a Home tab with what a grid needs, and the tabs the add-in's manifest describes. */
export function createRibbonBar(
  home: readonly HomeGroup[],
  manifest: AddinManifest | null,
  press: (button: RibbonButton) => void,
  collapsed: boolean,
): RibbonBar {
  const element = document.createElement('div');
  element.className = 'ribbon';
  const tabList = document.createElement('div');
  tabList.className = 'ribbon-tabs';
  tabList.setAttribute('role', 'tablist');
  tabList.setAttribute('aria-label', 'Ribbon');
  element.append(tabList);
  const panels: { readonly id: string; readonly tab: HTMLElement; readonly panel: HTMLElement }[] = [];
  const buttonById = new Map<string, HTMLButtonElement>();

  addPanel(
    'home',
    'Home',
    home.map(({ label, commands }) => groupOf(label, commands.map(homeButton))),
  );
  for (const { id, label, groups } of manifest?.tabs ?? []) {
    addPanel(
      id,
      label,
      groups.map((group) => groupOf(group.label, group.buttons.map(addinButton))),
    );
  }
  choose(panels.length > 1 ? 1 : 0);
  element.classList.toggle('collapsed', collapsed);

  function addPanel(id: string, label: string, groups: readonly HTMLElement[]): void {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.textContent = label;
    const index = panels.length;
    tab.addEventListener('click', () => {
      // A click on the tab in front puts the buttons away, or brings them back.
      const again = tab.getAttribute('aria-selected') === 'true';
      element.classList.toggle('collapsed', again && !element.classList.contains('collapsed'));
      choose(index);
    });
    tab.addEventListener('keydown', ({ key }) => {
      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      if (step !== 0) choose((index + step + panels.length) % panels.length, true);
    });
    const panel = document.createElement('div');
    panel.className = 'ribbon-panel';
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-label', label);
    panel.append(...groups);
    tabList.append(tab);
    element.append(panel);
    panels.push({ id, tab, panel });
  }

  function choose(index: number, focus = false): void {
    for (const [at, { tab, panel }] of panels.entries()) {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      panel.hidden = at !== index;
    }
    if (focus) panels[index]?.tab.focus();
  }

  function addinButton(button: RibbonButton): HTMLElement {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'ribbon-button';
    made.disabled = !button.enabled;
    made.title = [button.tip.title, button.tip.text].filter((part) => part !== '').join('\n');
    if (button.icon !== null) {
      const picture = document.createElement('img');
      picture.src = button.icon;
      picture.alt = '';
      picture.width = 32;
      picture.height = 32;
      made.append(picture);
    }
    made.append(button.label);
    made.addEventListener('click', () => press(button));
    buttonById.set(button.id, made);
    return made;
  }

  return {
    element,
    focus: () => panels.find(({ tab }) => tab.tabIndex === 0)?.tab.focus(),
    update(updates) {
      for (const update of updates) {
        if ('button' in update) {
          const button = buttonById.get(update.button);
          if (button !== undefined) button.disabled = !update.enabled;
        } else {
          const tab = panels.find(({ id }) => id === update.tab)?.tab;
          if (tab !== undefined) tab.hidden = !update.visible;
        }
      }
    },
  };
}

function homeButton({ label, icon: name, tip, run }: HomeCommand): HTMLElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'ribbon-button small';
  made.title = tip;
  made.append(icon(name, 18), label);
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', run);
  return made;
}

function groupOf(label: string, buttons: readonly HTMLElement[]): HTMLElement {
  const group = document.createElement('div');
  group.className = 'ribbon-group';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', label);
  group.title = label;
  group.append(...buttons);
  return group;
}
