/**
 * A cell in the form nearly every program writes: a reference, a style and a type, a formula of its own, a value, nothing
 * else. Recognised at one go, because a large sheet is hundreds of thousands of them; any other form is left to the
 * strict reader, and both read a cell alike.
 */
export class PlainCell {
  /** Just behind the open tag, and behind the cell. */
  tagEnd = 0;
  end = 0;
  column = 0;
  /** -1 without one. */
  style = -1;
  type = 'n';
  /** Spans of the texts; the start is -1 where there is no such element. */
  formulaStart = -1;
  formulaEnd = -1;
  valueStart = -1;
  valueEnd = -1;
  /** The value where it is nothing but digits, else -1; most are, and a text made of them first would be waste. */
  integer = -1;

  /** True when a plain cell of this row stands at `at`; the fields then say what it holds. */
  read(xml: string, at: number, row: number): boolean {
    if (!xml.startsWith('<c r="', at)) return false;
    let p = at + 6;
    let column = 0;
    let c = xml.charCodeAt(p);
    for (; c >= 65 && c <= 90; c = xml.charCodeAt(p)) {
      column = column * 26 + c - 64;
      p += 1;
    }
    if (column === 0 || p > at + 9) return false;
    let number = 0;
    for (; c >= 48 && c <= 57; c = xml.charCodeAt(p)) {
      number = number * 10 + c - 48;
      p += 1;
    }
    if (number !== row || c !== 34) return false;
    this.column = column;
    p = this.readAttributes(xml, p + 1);
    if (p < 0) return false;
    this.formulaStart = -1;
    this.valueStart = -1;
    this.integer = -1;
    if (xml.charCodeAt(p) === 47) {
      this.tagEnd = p + 2;
      this.end = p + 2;
      return xml.charCodeAt(p + 1) === 62;
    }
    if (xml.charCodeAt(p) !== 62) return false;
    p += 1;
    this.tagEnd = p;
    if (xml.startsWith('<f>', p)) {
      this.formulaStart = p + 3;
      this.formulaEnd = xml.indexOf('<', p + 3);
      if (!xml.startsWith('</f>', this.formulaEnd)) return false;
      p = this.formulaEnd + 4;
    }
    if (xml.startsWith('<v>', p)) {
      this.valueStart = p + 3;
      if (!this.readInteger(xml, p + 3)) this.valueEnd = xml.indexOf('<', p + 3);
      if (!xml.startsWith('</v>', this.valueEnd)) return false;
      p = this.valueEnd + 4;
    }
    this.end = p + 4;
    return xml.startsWith('</c>', p);
  }

  private readInteger(xml: string, from: number): boolean {
    let p = from;
    let integer = 0;
    for (let c = xml.charCodeAt(p); c >= 48 && c <= 57; c = xml.charCodeAt(p)) {
      integer = integer * 10 + c - 48;
      p += 1;
    }
    if (p === from || p > from + 15 || xml.charCodeAt(p) !== 60) return false;
    this.valueEnd = p;
    this.integer = integer;
    return true;
  }

  /** Where the attributes `s` and `t` end that stand from `from` on, in either order; -1 where something else does. */
  private readAttributes(xml: string, from: number): number {
    this.style = -1;
    this.type = '';
    let p = from;
    while (xml.charCodeAt(p) === 32) {
      if (xml.startsWith(' s="', p) && this.style < 0) {
        p += 4;
        let style = 0;
        const start = p;
        for (let c = xml.charCodeAt(p); c >= 48 && c <= 57; c = xml.charCodeAt(p)) {
          style = style * 10 + c - 48;
          p += 1;
        }
        if (p === start || p > start + 9) return -1;
        this.style = style;
      } else if (xml.startsWith(' t="', p) && this.type === '') {
        const type = types.find((other) => xml.startsWith(other, p + 4) && xml.charCodeAt(p + 4 + other.length) === 34);
        if (type === undefined) return -1;
        this.type = type;
        p += 4 + type.length;
      } else return -1;
      if (xml.charCodeAt(p) !== 34) return -1;
      p += 1;
    }
    if (this.type === '') this.type = 'n';
    return p;
  }
}

/** Not those of texts inside the cell, which may have runs. */
const types = ['s', 'str', 'b', 'n', 'e', 'd'] as const;
