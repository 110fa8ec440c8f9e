/** The two published import formats as data: sheets in order, columns in order, and the names columns go by. */

export type FormatName = 'format-a' | 'format-b';

export type ColumnKey =
  | 'inScopeServices'
  | 'acknowledgement'
  | 'title'
  | 'product'
  | 'certification'
  | 'operation'
  | 'oldControl'
  | 'oldFamily'
  | 'controlName'
  | 'controlFamily'
  | 'controlTitle'
  | 'controlDescription'
  | 'controlVersion'
  | 'isDisabled'
  | 'controlType'
  | 'controlScore'
  | 'controlActions'
  | 'controlArticleId'
  | 'controlLink'
  | 'controlParent'
  | 'controlLabels'
  | 'controlStatement'
  | 'oldAction'
  | 'actionTitle'
  | 'actionParents'
  | 'actionDimensions'
  | 'implementationType'
  | 'actionScore'
  | 'continuousUpdate'
  | 'actionOwnership'
  | 'actionDescriptionTitle'
  | 'actionDescription'
  | 'actionResponsibility'
  | 'actionSecureScore'
  | 'ownershipName'
  | 'ownershipDescription'
  | 'dimensionKey'
  | 'dimensionValue'
  | 'allowMultiSelect';

type ColumnSpec = {
  readonly key: ColumnKey;
  /** The documented header first, then headers real files use. */
  readonly headers: readonly string[];
  readonly required: boolean;
};

export type SheetKey = 'template' | 'controls' | 'actions' | 'owners' | 'dimensions';

export type SheetSpec = {
  readonly key: SheetKey;
  readonly name: string;
  readonly required: boolean;
  readonly columns: readonly ColumnSpec[];
  /** Own columns that hold dimension values: none, `dimension-<key>` columns, or any further column. */
  readonly dimensionColumns: 'none' | 'prefixed' | 'any';
};

const required = (key: ColumnKey, ...headers: string[]): ColumnSpec => ({ key, headers, required: true });
const optional = (key: ColumnKey, ...headers: string[]): ColumnSpec => ({ key, headers, required: false });

const operation = optional('operation', 'Operation');
const oldControl = optional('oldControl', 'oldControlName', 'oldControlId');
const oldFamily = optional('oldFamily', 'oldControlFamily');
const oldAction = optional('oldAction', 'oldActionTitle');

/** What the formats have no column for; they stand behind the documented ones in files of ours and are read wherever they are. */
const moreOfTemplate = [optional('acknowledgement', 'acknowledgement')];
const moreOfControl = [
  optional('controlArticleId', 'controlArticleId'),
  optional('controlLink', 'controlLink'),
  optional('controlParent', 'controlParent'),
  optional('controlLabels', 'controlLabels'),
  optional('controlStatement', 'controlStatement'),
];
const moreOfAction = [
  optional('actionResponsibility', 'actionResponsibility'),
  optional('actionSecureScore', 'actionSecureScore'),
];

/** Reference 4.1 with the deviations of the official sample: controlActionId, actionDimensions, isContinuousUpdate. */
const formatA: readonly SheetSpec[] = [
  {
    key: 'template',
    name: 'Template-Assessment',
    required: true,
    columns: [required('inScopeServices', 'inScopeServices'), ...moreOfTemplate],
    dimensionColumns: 'none',
  },
  {
    key: 'controls',
    name: 'ControlFamily',
    required: true,
    columns: [
      operation,
      required('controlName', 'controlName'),
      oldControl,
      required('controlFamily', 'controlFamily'),
      oldFamily,
      required('controlTitle', 'controlTitle'),
      required('controlDescription', 'controlDescription'),
      optional('controlVersion', 'controlVersion'),
      required('isDisabled', 'isDisabled'),
      required('controlType', 'controlType'),
      required('controlScore', 'controlComplianceScore'),
      required('controlActions', 'controlActionTitle', 'controlActionId'),
      ...moreOfControl,
    ],
    dimensionColumns: 'none',
  },
  {
    key: 'actions',
    name: 'Actions',
    required: true,
    columns: [
      operation,
      required('actionTitle', 'actionTitle'),
      oldAction,
      required('actionParents', 'actionRelatedODVs'),
      required('actionDimensions', 'actionDimensionValues', 'actionDimensions'),
      required('actionScore', 'actionScore'),
      optional('continuousUpdate', 'isContinuousUpdate'),
      required('actionOwnership', 'actionOwnership'),
      required('actionDescription', 'actionDescription'),
      optional('actionDescriptionTitle', 'actionDescriptionTitle'),
      ...moreOfAction,
    ],
    dimensionColumns: 'prefixed',
  },
  {
    key: 'owners',
    name: 'Ownership',
    required: true,
    columns: [required('ownershipName', 'ownershipName'), required('ownershipDescription', 'ownershipDescription')],
    dimensionColumns: 'none',
  },
  {
    key: 'dimensions',
    name: 'Dimensions',
    required: true,
    columns: [
      required('dimensionKey', 'dimensionKey'),
      required('dimensionValue', 'dimensionValue'),
      required('allowMultiSelect', 'allowMultiSelect'),
    ],
    dimensionColumns: 'none',
  },
];

/** Reference 4.2; the columns format B dropped are still understood where a file has them. */
const formatB: readonly SheetSpec[] = [
  {
    key: 'template',
    name: 'Template',
    required: true,
    columns: [
      required('title', 'title'),
      required('product', 'product'),
      required('certification', 'certification'),
      required('inScopeServices', 'inScopeServices'),
      ...moreOfTemplate,
    ],
    dimensionColumns: 'any',
  },
  {
    key: 'controls',
    name: 'ControlFamily',
    required: true,
    columns: [
      operation,
      required('controlName', 'controlName'),
      oldControl,
      required('controlFamily', 'controlFamily'),
      oldFamily,
      required('controlTitle', 'controlTitle'),
      required('controlDescription', 'controlDescription'),
      required('controlActions', 'controlActionTitle', 'controlActionId'),
      optional('controlVersion', 'controlVersion'),
      optional('isDisabled', 'isDisabled'),
      optional('controlType', 'controlType'),
      optional('controlScore', 'controlComplianceScore'),
      ...moreOfControl,
    ],
    dimensionColumns: 'none',
  },
  {
    key: 'actions',
    name: 'Actions',
    required: true,
    columns: [
      operation,
      required('actionTitle', 'actionTitle'),
      oldAction,
      required('implementationType', 'implementationType'),
      required('actionScore', 'actionScore'),
      optional('actionOwnership', 'actionOwnership'),
      required('actionDescriptionTitle', 'actionDescriptionTitle'),
      required('actionDescription', 'actionDescription'),
      optional('actionParents', 'actionRelatedODVs'),
      optional('actionDimensions', 'actionDimensionValues', 'actionDimensions'),
      optional('continuousUpdate', 'isContinuousUpdate'),
      ...moreOfAction,
    ],
    dimensionColumns: 'prefixed',
  },
  {
    key: 'owners',
    name: 'Ownership',
    required: false,
    columns: [required('ownershipName', 'ownershipName'), optional('ownershipDescription', 'ownershipDescription')],
    dimensionColumns: 'none',
  },
  {
    key: 'dimensions',
    name: 'Dimensions',
    required: false,
    columns: [
      required('dimensionKey', 'dimensionKey'),
      required('dimensionValue', 'dimensionValue'),
      optional('allowMultiSelect', 'allowMultiSelect'),
    ],
    dimensionColumns: 'none',
  },
];

export const formats: Readonly<Record<FormatName, readonly SheetSpec[]>> = { 'format-a': formatA, 'format-b': formatB };

/** How headers and sheet names are compared: letter case, spaces and underscores aside. */
export function headerKey(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '');
}
