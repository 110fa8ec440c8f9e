export type FormulaBar = {
  readonly element: HTMLElement;
  readonly show: (place: string, text: string) => void;
  readonly text: (text: string) => void;
};

export type FormulaBarEvents = {
  /** The person has begun to type here. */
  readonly begin: () => void;
  readonly changed: (text: string) => void;
  readonly commit: (move: 'down' | 'right' | 'stay') => void;
  readonly cancel: () => void;
  /** The box beside it is entered: an edit under way ends. */
  readonly leave: () => void;
  /** An address or a name was typed into the box beside it. */
  readonly goTo: (place: string) => void;
};

/** The box with the place and the line with the cell's formula, above the grid. */
export function createFormulaBar(events: FormulaBarEvents): FormulaBar {
  const element = document.createElement('div');
  element.className = 'formula-bar';
  const place = document.createElement('input');
  place.className = 'name-box';
  place.setAttribute('aria-label', 'Name box');
  place.spellcheck = false;
  const sign = document.createElement('span');
  sign.className = 'fx';
  sign.textContent = 'fx';
  sign.setAttribute('aria-hidden', 'true');
  const line = document.createElement('textarea');
  line.className = 'formula';
  line.rows = 1;
  line.spellcheck = false;
  line.setAttribute('aria-label', 'Formula bar');
  element.append(place, sign, line);
  let shownPlace = '';

  place.addEventListener('focus', () => {
    events.leave();
    place.select();
  });
  place.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter') events.goTo(place.value);
    else if (event.key === 'Escape') place.value = shownPlace;
    else return;
    event.preventDefault();
  });
  line.addEventListener('focus', events.begin);
  line.addEventListener('input', () => events.changed(line.value));
  line.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') events.cancel();
    else if (event.key === 'Enter' && event.altKey) {
      line.setRangeText('\n', line.selectionStart, line.selectionEnd, 'end');
      events.changed(line.value);
    } else if (event.key === 'Enter') events.commit('down');
    else if (event.key === 'Tab') events.commit('right');
    else return;
    event.preventDefault();
  });

  return {
    element,
    show(where, text) {
      shownPlace = where;
      if (document.activeElement !== place) place.value = where;
      if (line.value !== text) line.value = text;
    },
    text(text) {
      if (line.value !== text) line.value = text;
    },
  };
}
