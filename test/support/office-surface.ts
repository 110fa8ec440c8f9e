import { createExcelHost } from '#addin/workbench/excel/excel-host';
import { openPaneWindow } from '#addin/workbench/node/pane-window';

/** The members of one class of office.js, by the names the wire uses. */
export type OfficeClass = {
  readonly isCollection: boolean;
  readonly properties: ReadonlySet<string>;
  readonly navigations: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
};

/** Every class of the installed office.js, read off the running library. */
export async function readOfficeSurface(): Promise<ReadonlyMap<string, OfficeClass>> {
  const window = await openPaneWindow(
    createExcelHost({ later: (run, milliseconds) => void setTimeout(run, milliseconds) }),
  );
  const surface = new Map<string, OfficeClass>();
  for (const namespace of ['OfficeCore', 'Excel']) {
    for (const value of Object.values(window.globals[namespace] as object)) {
      const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
      if (isOfficeClass(prototype)) surface.set(prototype._className, describeClass(prototype));
    }
  }
  window.close();
  return surface;
}

type OfficePrototype = {
  readonly _className: string;
  readonly _isCollection?: boolean;
  readonly _scalarPropertyNames?: readonly string[];
  readonly _scalarPropertyOriginalNames?: readonly string[];
  readonly _navigationPropertyNames?: readonly string[];
};

function isOfficeClass(value: unknown): value is OfficePrototype {
  return typeof value === 'object' && value !== null && '_className' in value;
}

function describeClass(prototype: OfficePrototype): OfficeClass {
  const members = Object.getOwnPropertyNames(prototype);
  const { _scalarPropertyNames = [], _scalarPropertyOriginalNames = _scalarPropertyNames } = prototype;
  const methods = members.filter(
    (name) => typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function',
  );
  return {
    isCollection: prototype._isCollection === true,
    properties: new Set(_scalarPropertyOriginalNames.map(wireName)),
    navigations: new Set((prototype._navigationPropertyNames ?? []).map(wireName)),
    methods: new Set(methods.map(wireName)),
  };
}

function wireName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
