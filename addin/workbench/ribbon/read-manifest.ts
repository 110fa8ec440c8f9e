/** The parts of an add-in's manifest that Excel shows or runs. */
export type AddinManifest = {
  readonly name: string;
  readonly tabs: readonly RibbonTab[];
  /** Where the functions for formulas are described, and the word before their dot. */
  readonly functions: { readonly namespace: string; readonly metadata: string } | null;
};

export type RibbonTab = { readonly id: string; readonly label: string; readonly groups: readonly RibbonGroup[] };
export type RibbonGroup = { readonly id: string; readonly label: string; readonly buttons: readonly RibbonButton[] };

export type RibbonButton = {
  readonly id: string;
  readonly label: string;
  readonly tip: { readonly title: string; readonly text: string };
  /** Path of the picture at about the size asked for. */
  readonly icon: string | null;
  readonly action: { readonly kind: 'show-pane' } | { readonly kind: 'run'; readonly name: string };
  readonly enabled: boolean;
};

const iconSize = 32;

/** Reads a manifest of the XML form; elements are found by their own names, whatever their prefixes. Throws for others. */
export function readManifest(xml: string): AddinManifest {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (root.localName !== 'OfficeApp') throw new Error('This is no manifest of an Office add-in.');
  const resources = readResources(root);
  const [factor] = inside(root, 'DesktopFormFactor');
  const tabs =
    factor === undefined ? [] : children(factor, 'ExtensionPoint').flatMap((point) => readTabs(point, resources));
  return {
    name: children(root, 'DisplayName')[0]?.getAttribute('DefaultValue') ?? 'Add-in',
    tabs,
    functions: readFunctions(root, resources),
  };
}

type Resources = ReadonlyMap<string, string>;

function readResources(root: Element): Resources {
  const [resources] = inside(root, 'Resources');
  const found = new Map<string, string>();
  for (const element of resources?.querySelectorAll('*') ?? []) {
    const [id, value] = [element.getAttribute('id'), element.getAttribute('DefaultValue')];
    if (id !== null && value !== null) found.set(id, value);
  }
  return found;
}

function readTabs(point: Element, resources: Resources): readonly RibbonTab[] {
  if (typeOf(point) !== 'PrimaryCommandSurface') return [];
  return [...children(point, 'CustomTab'), ...children(point, 'OfficeTab')].map((tab) => {
    const label = children(tab, 'Label')[0];
    return {
      id: tab.getAttribute('id') ?? '',
      label: label === undefined ? (tab.getAttribute('id') ?? '') : textOf(label, resources),
      groups: children(tab, 'Group').map((group) => readGroup(group, resources)),
    };
  });
}

function readGroup(group: Element, resources: Resources): RibbonGroup {
  const label = children(group, 'Label')[0];
  return {
    id: group.getAttribute('id') ?? '',
    label: label === undefined ? '' : textOf(label, resources),
    buttons: children(group, 'Control').flatMap((control) =>
      typeOf(control) === 'Button' ? [readButton(control, resources)] : [],
    ),
  };
}

function readButton(control: Element, resources: Resources): RibbonButton {
  const [label] = children(control, 'Label');
  const [tip] = children(control, 'Supertip');
  const [action] = children(control, 'Action');
  const name = action === undefined ? '' : (children(action, 'FunctionName')[0]?.textContent?.trim() ?? '');
  const part = (local: string): string => {
    const [element] = tip === undefined ? [] : children(tip, local);
    return element === undefined ? '' : textOf(element, resources);
  };
  return {
    id: control.getAttribute('id') ?? '',
    label: label === undefined ? '' : textOf(label, resources),
    tip: { title: part('Title'), text: part('Description') },
    icon: iconOf(control, resources),
    action:
      action !== undefined && typeOf(action) === 'ExecuteFunction' ? { kind: 'run', name } : { kind: 'show-pane' },
    enabled: children(control, 'Enabled')[0]?.textContent?.trim() !== 'false',
  };
}

/** The path alone: wherever the manifest says the add-in lives, here it lives on this engine. */
function iconOf(control: Element, resources: Resources): string | null {
  const [icon] = children(control, 'Icon');
  const images = icon === undefined ? [] : children(icon, 'Image');
  const sized = images.find((image) => Number(image.getAttribute('size')) >= iconSize) ?? images.at(-1);
  const url = sized === undefined ? undefined : resources.get(sized.getAttribute('resid') ?? '');
  return url === undefined ? null : pathOf(url);
}

function readFunctions(root: Element, resources: Resources): AddinManifest['functions'] {
  const point = inside(root, 'ExtensionPoint').find((each) => typeOf(each) === 'CustomFunctions');
  if (point === undefined) return null;
  const resource = (name: string): string => {
    const location = inside(point, name)[0];
    const source = location === undefined ? undefined : (children(location, 'SourceLocation')[0] ?? location);
    return resources.get(source?.getAttribute('resid') ?? '') ?? '';
  };
  const metadata = resource('Metadata');
  return metadata === '' ? null : { namespace: resource('Namespace'), metadata: pathOf(metadata) };
}

export function pathOf(url: string): string {
  return new URL(url, 'https://localhost').pathname;
}

function typeOf(element: Element): string {
  return element.getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'type') ?? '';
}

function textOf(element: Element, resources: Resources): string {
  return resources.get(element.getAttribute('resid') ?? '') ?? '';
}

function children(element: Element, local: string): Element[] {
  return [...element.children].filter((child) => child.localName === local);
}

function inside(element: Element, local: string): Element[] {
  return [...element.getElementsByTagName('*')].filter((each) => each.localName === local);
}
