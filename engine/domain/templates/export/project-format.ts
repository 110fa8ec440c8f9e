import { type ColumnKey, type FormatName, formats, type SheetKey } from '../../../contract/model/import-formats.ts';
import type { CellValue, SheetModel, WorkbookModel } from '../../../contract/model/table.ts';
import type {
  ContentAction,
  ContentControl,
  DimensionValue,
  TemplateContent,
} from '../../../contract/model/template.ts';
import type { Responsibility } from '../../../contract/model/vocabulary.ts';
import { builtInDimensions } from '../library.ts';
import { titleKey } from '../title-key.ts';
import { columnLooks } from './column-looks.ts';
import { type SheetColumn, tableSheet } from './column-models.ts';

/**
 * A template in one of the two import formats: documented columns first and in their order, behind them those the format
 * has no column for. Imported as the template's next version it changes nothing.
 */
export function projectFormat(whole: TemplateContent, format: FormatName, created: string): WorkbookModel {
  const content = { ...whole, actions: withShownDescription(whole) };
  return {
    title: content.name ?? 'Template',
    subject: [content.certification, ...content.products].filter((text) => text !== null).join(', '),
    author: 'Controlbook',
    created,
    sheets: formats[format].map(({ key, name, columns }) => {
      const known = columns.map((column) => ({ key: column.key, header: column.headers[0] ?? column.key }));
      const written = known.filter(
        (column) => !editing.has(column.key) && (key !== 'actions' || !unused[format].has(column.key)),
      );
      return sheetOf(key, name, written, content, format);
    }),
    names: {},
  };
}

/** The formats have one description an action: the one the template's controls show. */
function withShownDescription({ controls, actions }: TemplateContent): readonly ContentAction[] {
  const chosen = new Map<string, string>();
  for (const { title, description } of controls.flatMap((control) => control.actions)) {
    if (description !== null && !chosen.has(titleKey(title))) chosen.set(titleKey(title), titleKey(description));
  }
  return actions.map((action) => {
    const shown = action.descriptions.find(({ title }) => titleKey(title) === chosen.get(titleKey(action.title)));
    return shown === undefined ? action : { ...action, descriptions: [shown] };
  });
}

/** Columns that say what to change in a template; nothing is to be changed. */
const editing: ReadonlySet<ColumnKey> = new Set([
  'operation',
  'oldControl',
  'oldFamily',
  'oldAction',
  'continuousUpdate',
]);

/** Format B has a column a dimension, format A one for all. */
const unused: Readonly<Record<FormatName, ReadonlySet<ColumnKey>>> = {
  'format-a': new Set(['implementationType']),
  'format-b': new Set(['actionDimensions']),
};

type Written = { readonly key: ColumnKey; readonly header: string };

function sheetOf(
  key: SheetKey,
  name: string,
  columns: readonly Written[],
  content: TemplateContent,
  format: FormatName,
): SheetModel {
  const plain = columns.map(({ key: column, header }): SheetColumn => ({ header, ...columnLooks[column] }));
  const cells = <Row>(rows: readonly Row[], cellOf: (row: Row, column: ColumnKey) => CellValue) =>
    rows.map((row) => columns.map((column) => cellOf(row, column.key)));
  switch (key) {
    case 'template': {
      const keys = format === 'format-b' ? dimensionKeys([content.dimensions]) : [];
      const row = columns.map((column) => faceCell(content, column.key));
      const own = keys.map((dimension) => joinValues(content.dimensions, dimension));
      return tableSheet(name, [...plain, ...dimensionColumns(keys)], [[...row, ...own]]);
    }
    case 'controls': {
      const points = new Map(content.actions.map((action) => [titleKey(action.title), action.points]));
      return tableSheet(
        name,
        plain,
        cells(content.controls, (row, column) => controlCell(row, column, points)),
      );
    }
    case 'actions': {
      const keys = format === 'format-b' ? dimensionKeys(content.actions.map(allDimensions)) : [];
      const rows = content.actions.map((action) => [
        ...columns.map((column) => actionCell(action, column.key)),
        ...keys.map((dimension) => joinValues(allDimensions(action), dimension)),
      ]);
      return tableSheet(name, [...plain, ...dimensionColumns(keys)], rows);
    }
    case 'owners': {
      const used = new Set(content.actions.flatMap(({ owners }) => owners.map(titleKey)));
      const owners = content.owners.filter((owner) => used.has(titleKey(owner.name)));
      return tableSheet(
        name,
        plain,
        cells(owners, (owner, column) => (column === 'ownershipName' ? owner.name : text(owner.description))),
      );
    }
    case 'dimensions':
      return tableSheet(
        name,
        plain,
        cells(dimensionRows(content), (row, column) => row[column] ?? null),
      );
  }
}

function faceCell(content: TemplateContent, column: ColumnKey): CellValue {
  switch (column) {
    case 'title':
      return text(content.name);
    case 'product':
      return join(content.products);
    case 'certification':
      return text(content.certification);
    case 'inScopeServices':
      return join(content.inScopeServices);
    case 'acknowledgement':
      return text(content.acknowledgement);
    default:
      return null;
  }
}

const typeWords: Readonly<Record<Responsibility, string>> = { customer: 'CM', provider: 'MM', shared: 'SM' };

function controlCell(control: ContentControl, column: ColumnKey, points: ReadonlyMap<string, number>): CellValue {
  switch (column) {
    case 'controlName':
      return control.id;
    case 'controlFamily':
      return control.family;
    case 'controlTitle':
      return control.title;
    case 'controlDescription':
      return text(control.description);
    case 'controlVersion':
      return text(control.version);
    case 'isDisabled':
      return flagText(control.disabled);
    case 'controlType':
      return typeWords[control.responsibility];
    case 'controlScore':
      return control.actions.reduce((sum, { title }) => sum + (points.get(titleKey(title)) ?? 0), 0);
    case 'controlActions':
      return join(control.actions.map(({ title }) => title));
    case 'controlArticleId':
      return text(control.articleId);
    case 'controlLink':
      return text(control.link);
    case 'controlParent':
      return text(control.parent);
    case 'controlLabels':
      return join(control.labels);
    case 'controlStatement':
      return text(control.statement);
    default:
      return null;
  }
}

function actionCell(action: ContentAction, column: ColumnKey): CellValue {
  const [description] = action.descriptions;
  switch (column) {
    case 'actionTitle':
      return action.title;
    case 'actionParents':
      return join(action.parents);
    case 'actionDimensions':
      return join(
        [{ key: 'Action Type', value: action.type }, ...allDimensions(action)].map(
          ({ key, value }) => `${key}::${value}`,
        ),
      );
    case 'implementationType':
      return action.type;
    case 'actionScore':
      return action.points;
    case 'actionOwnership':
      return join(action.owners);
    case 'actionDescriptionTitle':
      return text(description?.title ?? null);
    case 'actionDescription':
      return text(description?.text ?? null);
    case 'actionResponsibility':
      return typeWords[action.responsibility];
    case 'actionSecureScore':
      return text(action.secureScoreControl);
    default:
      return null;
  }
}

/** All of an action's dimension values but its type, which both formats say elsewhere. */
function allDimensions({ category, purpose, enforcement, dimensions }: ContentAction): readonly DimensionValue[] {
  const fields = [
    ['Action Category', category],
    ['Action Purpose', purpose],
    ['Action Enforcement', enforcement],
  ] as const;
  return [...fields.flatMap(([key, value]) => (value === null ? [] : [{ key, value }])), ...dimensions];
}

function dimensionKeys(lists: readonly (readonly DimensionValue[])[]): readonly string[] {
  return [...new Set(lists.flat().map(({ key }) => key))];
}

function dimensionColumns(keys: readonly string[]): readonly SheetColumn[] {
  return keys
    .map((key) => ({
      header: `dimension-${key}`,
      choices: builtInDimensions.find((dimension) => dimension.key === key)?.values,
    }))
    .map(({ header, choices }) => (choices === undefined ? { header } : { header, choices }));
}

function joinValues(values: readonly DimensionValue[], key: string): CellValue {
  return join(values.filter((one) => one.key === key).map(({ value }) => value));
}

type DimensionRow = Readonly<Partial<Record<ColumnKey, CellValue>>>;

/** Every value the organisation knows or the template uses, as the formats want it, each once. */
function dimensionRows({ dimensionList, dimensions, actions }: TemplateContent): readonly DimensionRow[] {
  const used = [
    ...dimensions,
    ...actions.flatMap((action) => [...allDimensions(action), { key: 'Action Type', value: action.type }]),
  ];
  const lists = [
    ...builtInDimensions,
    ...dimensionList,
    ...used.map(({ key, value }) => ({ key, values: [value], multiple: false })),
  ];
  const keys = new Map(lists.map(({ key }) => [titleKey(key), key]));
  return [...keys].flatMap(([folded, key]) => {
    const own = lists.filter((list) => titleKey(list.key) === folded);
    const values = new Map(own.flatMap((list) => list.values).map((value) => [titleKey(value), value]));
    const allowMultiSelect = flagText(own.some(({ multiple }) => multiple));
    return [...values.values()].map((dimensionValue) => ({ dimensionKey: key, dimensionValue, allowMultiSelect }));
  });
}

/** As text: a cell of text that holds a truth value shows as 1 in some programs. */
function flagText(flag: boolean): string {
  return flag ? 'TRUE' : 'FALSE';
}

function join(items: readonly string[]): CellValue {
  return items.length === 0 ? null : items.join(';;');
}

function text(value: string | null): CellValue {
  return value === '' ? null : value;
}
