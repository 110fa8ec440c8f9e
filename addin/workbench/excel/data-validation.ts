import { overlap } from '../model/area.ts';
import { ExcelError } from '../model/excel-error.ts';
import { clearValidation, setValidation } from '../model/set-validation.ts';
import { noAlert, noPrompt, type Validation } from '../model/validation.ts';
import { type Editor, type LivePlace, tell } from '../model/workbook.ts';
import { asFlag, asRecord } from './arguments.ts';
import { play } from './objects.ts';
import { areaOf } from './pane-context.ts';

const ruleTypes: Readonly<Record<string, string>> = {
  wholeNumber: 'WholeNumber',
  decimal: 'Decimal',
  list: 'List',
  date: 'Date',
  time: 'Time',
  textLength: 'TextLength',
  custom: 'Custom',
};

export const dataValidation = play('DataValidation', {
  properties: {
    Type: (place) => validationOf(place)?.type ?? 'None',
    Rule: {
      get: (place) => validationOf(place)?.rule ?? {},
      set: (place, value, { editor }) => {
        const rule = asRecord(value);
        const [name = ''] = Object.keys(rule);
        const type = ruleTypes[name];
        if (type === undefined || Object.keys(rule).length !== 1) throw new ExcelError('InvalidArgument');
        change(editor, place, { type, rule });
      },
    },
    IgnoreBlanks: {
      get: (place) => validationOf(place)?.ignoreBlanks ?? true,
      set: (place, value, { editor }) => change(editor, place, { ignoreBlanks: asFlag(value) }),
    },
    Prompt: {
      get: (place) => validationOf(place)?.prompt ?? noPrompt,
      set: (place, value, { editor }) => change(editor, place, { prompt: asRecord(value) }),
    },
    ErrorAlert: {
      get: (place) => validationOf(place)?.errorAlert ?? noAlert,
      set: (place, value, { editor }) => change(editor, place, { errorAlert: asRecord(value) }),
    },
  },
  methods: {
    Clear: (place, _, { editor }) => {
      clearValidation(place.sheet, areaOf(place));
      tell(editor, { kind: 'appearanceChanged', sheet: place.sheet });
    },
  },
});

/** The validation all cells of the range have; none if they differ. */
function validationOf(place: LivePlace): Validation | undefined {
  const area = areaOf(place);
  return place.sheet.validations.find(({ areas }) =>
    areas.some((each) => {
      const part = overlap(each, area);
      return (
        part !== null &&
        part.top === area.top &&
        part.bottom === area.bottom &&
        part.left === area.left &&
        part.right === area.right
      );
    }),
  );
}

function change(editor: Editor, place: LivePlace, part: Partial<Validation>): void {
  if (place.sheet.protection !== null) throw new ExcelError('AccessDenied');
  const before = validationOf(place) ?? {
    type: 'None',
    rule: {},
    ignoreBlanks: true,
    prompt: noPrompt,
    errorAlert: noAlert,
  };
  const { type, rule, ignoreBlanks, prompt, errorAlert } = { ...before, ...part };
  setValidation(place.sheet, areaOf(place), { type, rule, ignoreBlanks, prompt, errorAlert });
  tell(editor, { kind: 'appearanceChanged', sheet: place.sheet });
}
