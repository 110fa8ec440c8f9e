import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** An element of the manifest: what it is called, what it says, what is in it. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
};

/** What the manifest is held against: the rest of what is built. */
export type Built = {
  /** Files under `/pane/`, e.g. `icons/icon-16.png`. */
  readonly files: ReadonlySet<string>;
  /** Width and height of each of the icons among them. */
  readonly iconSizes: ReadonlyMap<string, readonly [number, number]>;
  /** What `Office.actions.associate` is called with. */
  readonly actions: ReadonlySet<string>;
};

/**
 * Everything that is wrong with an add-in's XML manifest, a sentence each; empty for none. Checks what the schema would
 * (order, ids, lengths) and what it could not: addresses that lead to what is built, icons of the size they claim,
 * commands that exist. Source: Microsoft's reference of the manifest elements and the open specification MS-OWEMXML.
 */
export function checkManifest(xml: string, built: Built): readonly string[] {
  const faults: string[] = [];
  const root = parse(xml);
  const say = (place: string, what: string): void => void faults.push(`${place}: ${what}`);
  walk(root, root.name, (element, place) => {
    const order = orders[element.name];
    const names = element.children.map((child) => child.name);
    if (order !== undefined) {
      const places = names.map((name) => order.indexOf(name));
      for (const [index, name] of names.entries()) {
        if (places[index] === -1) say(place, `<${name}> does not belong here`);
        else if (index > 0 && (places[index] ?? 0) < (places[index - 1] ?? 0)) say(place, `<${name}> comes too late`);
      }
    }
    for (const value of [element.attributes['DefaultValue'], element.attributes['Value']]) {
      if (value !== undefined && /^[a-z]+:/i.test(value)) checkAddress(value, place);
    }
  });
  checkHead();
  checkResources();
  checkRibbon();
  return faults;

  function checkHead(): void {
    const one = (name: string): Element | undefined => root.children.find((child) => child.name === name);
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(one('Id')?.text ?? '')) say('Id', 'is no GUID');
    if (!/^\d+(\.\d+){1,3}$/.test(one('Version')?.text ?? '')) say('Version', 'is not 1.2.3.4');
    for (const [name, most] of [
      ['DisplayName', 125],
      ['Description', 250],
    ] as const) {
      const element = one(name);
      for (const text of [
        element?.attributes['DefaultValue'],
        ...(element?.children ?? []).map((child) => child.attributes['Value']),
      ]) {
        if (text === undefined || text === '') say(name, 'is empty');
        else if (text.length > most) say(name, `is longer than ${most} characters`);
      }
    }
    const sets = find(root, 'Set').map((set) => `${set.attributes['Name']} ${set.attributes['MinVersion']}`);
    if (find(root, 'Runtime').length > 0 && !sets.includes('SharedRuntime 1.1'))
      say('Requirements', 'a shared runtime needs SharedRuntime 1.1');
  }

  function checkResources(): void {
    const defined = new Map<string, Element>();
    for (const element of ['bt:Image', 'bt:Url', 'bt:String'].flatMap((name) => find(root, name))) {
      const { id, DefaultValue: value = '' } = element.attributes;
      if (id === undefined) continue;
      if (defined.has(id)) say('Resources', `"${id}" is there twice`);
      defined.set(id, element);
      if (id.length > 32) say('Resources', `the id "${id}" is longer than 32 characters`);
      if (value === '') say('Resources', `"${id}" is empty`);
    }
    for (const [list, most] of [
      ['bt:ShortStrings', 125],
      ['bt:LongStrings', 250],
    ] as const) {
      for (const text of find(root, list).flatMap((element) => find(element, 'bt:String'))) {
        const values = [text.attributes['DefaultValue'], ...text.children.map((child) => child.attributes['Value'])];
        if (values.some((value) => (value ?? '').length > most))
          say('Resources', `"${text.attributes['id']}" is longer than ${most} characters`);
      }
    }
    const used = new Set<string>();
    walk(root, root.name, ({ attributes, name }, place) => {
      const { resid } = attributes;
      if (resid === undefined) return;
      used.add(resid);
      const target = defined.get(resid);
      if (target === undefined) return say(place, `"${resid}" is not among the resources`);
      const kind = name === 'bt:Image' ? 'bt:Image' : addressed.has(name) ? 'bt:Url' : 'bt:String';
      if (target.name !== kind) say(place, `"${resid}" is a ${target.name}, not a ${kind}`);
    });
    for (const id of defined.keys()) if (!used.has(id)) say('Resources', `"${id}" is used nowhere`);
    for (const image of find(root, 'bt:Image').filter((one) => one.attributes['size'] !== undefined)) {
      const size = Number(image.attributes['size']);
      const address = defined.get(image.attributes['resid'] ?? '')?.attributes['DefaultValue'] ?? '';
      const [width, height] = built.iconSizes.get(paneFile(address) ?? '') ?? [0, 0];
      if (width !== size || height !== size)
        say('Resources', `${address} is ${width} x ${height}, not ${size} x ${size}`);
    }
    for (const icon of find(root, 'Icon')) {
      const sizes = icon.children.map((image) => image.attributes['size']);
      for (const size of ['16', '32', '80']) if (!sizes.includes(size)) say('Icon', `has no size ${size}`);
    }
    // One page carries them all in a shared runtime.
    const pages = [
      ...find(root, 'Runtime'),
      ...find(root, 'FunctionFile'),
      ...find(root, 'Page').flatMap((page) => page.children),
      ...find(root, 'Action').flatMap((action) => find(action, 'SourceLocation')),
    ];
    if (new Set(pages.map((page) => page.attributes['resid'])).size > 1)
      say('Runtime', 'pane, commands and functions do not share one page');
  }

  function checkRibbon(): void {
    const ids = [...find(root, 'CustomTab'), ...find(root, 'Group'), ...find(root, 'Control')].map(
      (element) => element.attributes['id'] ?? '',
    );
    for (const id of new Set(ids)) {
      if (ids.filter((one) => one === id).length > 1) say('Ribbon', `the id "${id}" is there twice`);
      if (id.length > 125 || id === '') say('Ribbon', `"${id}" is no id`);
    }
    const called = new Set(find(root, 'FunctionName').map(({ text }) => text));
    for (const name of called) if (!built.actions.has(name)) say('Ribbon', `nothing is associated with "${name}"`);
    for (const name of built.actions) if (!called.has(name)) say('Ribbon', `no button runs "${name}"`);
  }

  function checkAddress(address: string, place: string): void {
    if (!address.startsWith('https://')) say(place, `${address} is not https`);
    const file = paneFile(address);
    if (file !== null && !built.files.has(file)) say(place, `${address} leads to nothing that is built`);
  }
}

const addressed = new Set(['Runtime', 'SourceLocation', 'FunctionFile', 'LearnMoreUrl']);

/** Children in the order they have to come in. */
const orders: Readonly<Record<string, readonly string[]>> = {
  OfficeApp: [
    'Id',
    'AlternateId',
    'Version',
    'ProviderName',
    'DefaultLocale',
    'DisplayName',
    'Description',
    'IconUrl',
    'HighResolutionIconUrl',
    'SupportUrl',
    'AppDomains',
    'Hosts',
    'Requirements',
    'DefaultSettings',
    'Permissions',
    'VersionOverrides',
  ],
  Hosts: ['Host'],
  Requirements: ['Sets', 'Methods'],
  VersionOverrides: ['Description', 'Requirements', 'Hosts', 'Resources', 'WebApplicationInfo'],
  Host: ['Runtimes', 'AllFormFactors', 'DesktopFormFactor', 'MobileFormFactor'],
  AllFormFactors: ['ExtensionPoint'],
  DesktopFormFactor: ['GetStarted', 'SupportsSharedFolders', 'FunctionFile', 'ExtensionPoint'],
  GetStarted: ['Title', 'Description', 'LearnMoreUrl'],
  ExtensionPoint: ['Script', 'Page', 'Metadata', 'Namespace', 'OfficeTab', 'OfficeMenu', 'CustomTab'],
  CustomTab: ['OfficeGroup', 'Group', 'InsertBefore', 'InsertAfter', 'Label'],
  Group: ['Label', 'Icon', 'Control', 'OverriddenByRibbonApi'],
  Control: ['Label', 'ToolTip', 'Supertip', 'Icon', 'Action', 'Enabled', 'OverriddenByRibbonApi'],
  Supertip: ['Title', 'Description'],
  Action: ['TaskpaneId', 'SourceLocation', 'FunctionName', 'Title', 'SupportsPinning'],
  Resources: ['bt:Images', 'bt:Urls', 'bt:ShortStrings', 'bt:LongStrings'],
};

function paneFile(address: string): string | null {
  const [, file] = /^https:\/\/[^/]+\/pane\/([^?#]+)$/.exec(address) ?? [];
  return file ?? null;
}

function walk(element: Element, place: string, visit: (element: Element, place: string) => void): void {
  visit(element, place);
  for (const child of element.children)
    walk(
      child,
      `${place}/${child.name}${child.attributes['id'] === undefined ? '' : `[${child.attributes['id']}]`}`,
      visit,
    );
}

/** All elements of a name, at any depth. */
export function find(element: Element, name: string): readonly Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => find(child, name))];
}

export function parse(xml: string): Element {
  type Open = { name: string; attributes: Record<string, string>; children: Element[]; text: string };
  const open: Open[] = [];
  let root: Element | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on(
    'opentag',
    ({ name, attributes }: SaxesTagPlain) => void open.push({ name, attributes, children: [], text: '' }),
  );
  parser.on('text', (text) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text.trim();
  });
  parser.on('closetag', () => {
    const done = open.pop();
    const parent = open.at(-1);
    if (done === undefined) return;
    if (parent === undefined) root = done;
    else parent.children.push(done);
  });
  parser.write(xml).close();
  if (root === null) throw new Error('The manifest is empty');
  return root;
}
