import { formatAddress } from '../model/address.ts';
import { cellsIn, isWholeColumns, isWholeRows } from '../model/area.ts';
import { ExcelError } from '../model/excel-error.ts';
import { objectOf, play } from './objects.ts';

/** Several rectangles at once, as a person selects them with the control key. */
export const rangeAreas = play('RangeAreas', {
  properties: {
    Address: ({ sheet, areas }) => areas.map((area) => formatAddress(sheet.name, area)).join(','),
    AddressLocal: ({ sheet, areas }) => areas.map((area) => formatAddress(sheet.name, area)).join(','),
    AreaCount: ({ areas }) => areas.length,
    CellCount: ({ areas }) => areas.reduce((count, area) => count + cellsIn(area), 0),
    IsEntireRow: ({ areas }) => areas.every(isWholeRows),
    IsEntireColumn: ({ areas }) => areas.every(isWholeColumns),
  },
  navigations: {
    Areas: (own) => objectOf('RangeCollection', own),
    Worksheet: ({ sheet }) => objectOf('Worksheet', sheet),
  },
  methods: { _KeepReference: () => undefined },
});

export const rangeCollection = play('RangeCollection', {
  items: ({ sheet, areas }, { ranges }) => areas.map((area) => objectOf('Range', ranges.make(sheet, area))),
  methods: {
    GetCount: ({ areas }) => areas.length,
    GetItemAt: ({ sheet, areas }, args, { ranges }) => {
      const area = areas[Number(args[0])];
      if (area === undefined) throw new ExcelError('ItemNotFound');
      return objectOf('Range', ranges.make(sheet, area));
    },
  },
});
