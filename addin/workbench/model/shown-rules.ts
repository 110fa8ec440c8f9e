import type { ShownFormat, ShownValidation } from '#engine/contract/model/shown-workbook';
import type { Area } from './area.ts';
import type { ConditionalFormat } from './conditional-format.ts';
import { conditionalLookOf } from './shown-look.ts';
import { noAlert, noPrompt, type Validation } from './validation.ts';

/** Operators as files write them, as office.js names them; validations say `...OrEqualTo` where formats say `...OrEqual`. */
const operators: Readonly<Record<string, string>> = {
  between: 'Between',
  notBetween: 'NotBetween',
  equal: 'EqualTo',
  notEqual: 'NotEqualTo',
  greaterThan: 'GreaterThan',
  lessThan: 'LessThan',
  greaterThanOrEqual: 'GreaterThanOrEqual',
  lessThanOrEqual: 'LessThanOrEqual',
};

const validationTypes: Readonly<Record<string, readonly [type: string, rule: string]>> = {
  whole: ['WholeNumber', 'wholeNumber'],
  decimal: ['Decimal', 'decimal'],
  date: ['Date', 'date'],
  time: ['Time', 'time'],
  textLength: ['TextLength', 'textLength'],
};

export function validationOf(shown: ShownValidation, areas: readonly Area[]): Validation {
  return {
    areas,
    ...ruleOf(shown),
    ignoreBlanks: shown.allowBlank,
    prompt: promptOf(shown),
    errorAlert: alertOf(shown),
  };
}

function ruleOf({ type, operator, formula1, formula2 }: ShownValidation): Pick<Validation, 'type' | 'rule'> {
  if (type === 'list') {
    const quoted = /^"(.*)"$/s.exec(formula1)?.[1];
    const source = quoted === undefined ? `=${formula1}` : quoted.replaceAll('""', '"');
    return { type: 'List', rule: { list: { inCellDropDown: true, source } } };
  }
  if (type === 'custom') return { type: 'Custom', rule: { custom: { formula: `=${formula1}` } } };
  const [name, rule] = validationTypes[type] ?? ['None', ''];
  if (rule === '') return { type: 'None', rule: {} };
  const word = operators[operator === '' ? 'between' : operator] ?? 'Between';
  return {
    type: name,
    rule: {
      [rule]: {
        operator: word.endsWith('OrEqual') ? `${word}To` : word,
        formula1: boundOf(formula1),
        ...(formula2 === '' ? {} : { formula2: boundOf(formula2) }),
      },
    },
  };
}

function boundOf(formula: string): string | number {
  return formula !== '' && Number.isFinite(Number(formula)) ? Number(formula) : `=${formula}`;
}

function promptOf({ prompt }: ShownValidation): Validation['prompt'] {
  return prompt === null ? noPrompt : { showPrompt: true, title: prompt.title, message: prompt.text };
}

const alertStyles: Readonly<Record<string, string>> = { warning: 'Warning', information: 'Information' };

function alertOf({ alert }: ShownValidation): Validation['errorAlert'] {
  if (alert === null) return { ...noAlert, showAlert: false };
  return { showAlert: true, style: alertStyles[alert.style] ?? 'Stop', title: alert.title, message: alert.text };
}

const textOperators: Readonly<Record<string, string>> = {
  containsText: 'Contains',
  notContainsText: 'NotContains',
  beginsWith: 'BeginsWith',
  endsWith: 'EndsWith',
};

const presets: Readonly<Record<string, string>> = {
  containsBlanks: 'Blanks',
  notContainsBlanks: 'NonBlanks',
  containsErrors: 'Errors',
  notContainsErrors: 'NonErrors',
  duplicateValues: 'DuplicateValues',
  uniqueValues: 'UniqueValues',
};

const barTypes: Readonly<Record<string, string>> = { dataBar: 'DataBar', colorScale: 'ColorScale', iconSet: 'IconSet' };

/** Bars and scales keep the file's own points and colours; office.js reads no settings of theirs here. */
export function conditionalFormatOf(shown: ShownFormat, id: string, areas: readonly Area[]): ConditionalFormat {
  return { id, areas, stopIfTrue: shown.stopIfTrue, look: conditionalLookOf(shown.look), ...settingsOf(shown) };
}

function settingsOf(shown: ShownFormat): Pick<ConditionalFormat, 'type' | 'settings'> {
  const { type, operator, text, formulas, points, colors } = shown;
  const [formula1 = '', formula2] = formulas.map((formula) => `=${formula}`);
  if (type === 'expression') return { type: 'Custom', settings: new Map([['formula', formula1]]) };
  if (type === 'cellIs') {
    const rule = {
      operator: operators[operator] ?? 'EqualTo',
      formula1,
      ...(formula2 === undefined ? {} : { formula2 }),
    };
    return { type: 'CellValue', settings: new Map([['rule', rule]]) };
  }
  const textOperator = textOperators[type];
  if (textOperator !== undefined) {
    return { type: 'ContainsText', settings: new Map([['rule', { operator: textOperator, text }]]) };
  }
  const criterion = presets[type];
  if (criterion !== undefined) return { type: 'PresetCriteria', settings: new Map([['rule', { criterion }]]) };
  const settings = new Map<string, unknown>([
    ['points', points],
    ['colors', colors],
  ]);
  return { type: barTypes[type] ?? type, settings };
}
