import { damaged, FileFault } from './file-fault.ts';
import { shortNamespace } from './namespaces.ts';
import { decodeXml } from './xml-text.ts';

export type XmlToken = 'open' | 'close' | 'text' | 'end';

const deepest = 256;
const mostAttributes = 256;

type ElementName = {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
};

/**
 * Walks one XML part token by token and knows where each stands in the text, so that a patch can splice the text itself.
 * Strict where it matters for safety: balanced tags, declared prefixes, no duplicate attributes, bounded depth, no
 * DOCTYPE and therefore no entities of the file's own. Throws FileFault. A self-closing element gives `open`, then `close`.
 */
export class XmlCursor {
  readonly xml: string;
  readonly part: string;
  token: XmlToken = 'end';
  /** Span of the current token. */
  start = 0;
  end = 0;
  /** Of the element opened or closed. */
  local = '';
  prefix = '';
  namespace = '';
  selfClosing = false;
  /** Of the element opened or closed; the root is 1. */
  depth = 0;

  /** Open elements, outermost first. */
  private readonly elements: ElementName[] = [];
  /** The last name opened at each depth: siblings are mostly alike. Emptied when a declaration comes or goes. */
  private readonly lastAtDepth: ElementName[] = [];
  private readonly scopes: { prefix: string; namespace: string; depth: number }[] = [];
  private attributeCount = 0;
  /** Five numbers an attribute: name start, name end, value start, value end, and 1 where the value needs decoding. */
  private readonly attributeSpans: number[] = [];
  private textStart = 0;
  private textEnd = 0;
  private cdata = false;
  private openDepth = 0;
  private closing = false;
  private rootSeen = false;

  constructor(xml: string, part: string) {
    this.xml = xml;
    this.part = part;
    if (xml.charCodeAt(0) === 0xfeff) this.end = 1;
  }

  next(): XmlToken {
    if (this.closing) return this.closeSelf();
    const xml = this.xml;
    for (;;) {
      const at = this.end;
      if (at >= xml.length) return this.finish();
      this.start = at;
      if (xml.charCodeAt(at) !== 60) return this.readText(at);
      const second = xml.charCodeAt(at + 1);
      if (second === 47) return this.readClose(at);
      if (second === 63) this.end = this.after('?>', at + 2);
      else if (second !== 33) return this.readOpen(at);
      else if (xml.startsWith('<!--', at)) this.end = this.after('-->', at + 4);
      else if (xml.startsWith('<![CDATA[', at) && this.openDepth > 0) {
        this.end = this.after(']]>', at + 9);
        return this.giveText(at + 9, this.end - 3, true);
      } else throw this.declaration(at);
    }
  }

  /** Value of an attribute without prefix, or null. */
  attribute(name: string): string | null {
    const index = this.indexOf(name);
    return index < 0 ? null : this.valueAt(index);
  }

  /** Value of an attribute in a namespace (short name), or null. */
  attributeIn(namespace: string, local: string): string | null {
    for (let index = 0; index < this.attributeCount; index += 1) {
      const name = this.xml.slice(this.spanAt(index, 0), this.spanAt(index, 1));
      const colon = name.indexOf(':');
      if (colon < 0 || name.slice(colon + 1) !== local) continue;
      if (this.resolve(name.slice(0, colon)) === namespace) return this.valueAt(index);
    }
    return null;
  }

  /** Where an attribute stands: `start` and `end` of name to closing quote, and of the bare value; null when absent. */
  attributeSpan(name: string): { start: number; end: number; valueStart: number; valueEnd: number } | null {
    const index = this.indexOf(name);
    if (index < 0) return null;
    const valueEnd = this.spanAt(index, 3);
    return { start: this.spanAt(index, 0), end: valueEnd + 1, valueStart: this.spanAt(index, 2), valueEnd };
  }

  /** Decoded text of the current text token. */
  text(): string {
    const raw = this.xml.slice(this.textStart, this.textEnd);
    return this.cdata ? raw.replace(/\r\n?/g, '\n') : decodeXml(raw, this.part);
  }

  /** From an open token: the text directly inside the element; the cursor then stands on its close token. */
  readElementText(): string {
    if (this.passLeaf()) return this.text();
    const depth = this.depth;
    let joined = '';
    while (this.next() !== 'close' || this.depth !== depth) {
      if (this.token === 'text' && this.openDepth === depth) joined += this.text();
    }
    return joined;
  }

  /** From an open token: goes to the element's close token. */
  skip(): void {
    if (this.passLeaf()) return;
    const depth = this.depth;
    while (this.next() !== 'close' || this.depth !== depth);
  }

  /** From an open or close token: goes past whole elements somebody else has read, up to `offset`. */
  passTo(offset: number): void {
    this.start = offset;
    this.end = offset;
  }

  /** Nearly every element holds one text and nothing else: then goes from its open to its close token in one step. */
  private passLeaf(): boolean {
    if (this.selfClosing) return false;
    const { xml } = this;
    const name = this.elements[this.depth - 1]?.name ?? '';
    const next = xml.indexOf('<', this.end);
    const close = next + 2 + name.length;
    if (next < 0 || xml.charCodeAt(next + 1) !== 47 || xml.charCodeAt(close) !== 62) return false;
    if (!xml.startsWith(name, next + 2)) return false;
    this.giveText(this.end, next, false);
    this.start = next;
    this.end = close + 1;
    this.leave();
    return true;
  }

  fault(what: string): FileFault {
    return damaged(`${this.part}, at character ${this.start}`, what);
  }

  private readText(at: number): XmlToken {
    const next = this.xml.indexOf('<', at);
    this.end = next < 0 ? this.xml.length : next;
    if (this.openDepth === 0) {
      if (this.xml.slice(at, this.end).trim() !== '') throw this.fault('text outside the root element');
      return this.next();
    }
    return this.giveText(at, this.end, false);
  }

  private giveText(start: number, end: number, cdata: boolean): XmlToken {
    this.textStart = start;
    this.textEnd = end;
    this.cdata = cdata;
    this.token = 'text';
    return 'text';
  }

  private readOpen(at: number): XmlToken {
    const xml = this.xml;
    if (this.openDepth === 0 && this.rootSeen) throw this.fault('a second root element');
    this.rootSeen = true;
    this.openDepth += 1;
    if (this.openDepth > deepest) throw this.fault(`elements nested more than ${deepest} deep`);
    const guess = this.lastAtDepth[this.openDepth];
    const guessed = guess === undefined ? at : at + 1 + guess.name.length;
    const same = guess !== undefined && xml.startsWith(guess.name, at + 1) && !isNameCharacter(xml.charCodeAt(guessed));
    const nameEnd = same ? guessed : this.endOfName(at + 1);
    this.readAttributes(nameEnd);
    const kept = same && this.lastAtDepth[this.openDepth] === guess;
    const element = kept ? guess : this.resolveName(xml.slice(at + 1, nameEnd));
    this.lastAtDepth[this.openDepth] = element;
    this.elements.push(element);
    this.take(element);
    this.closing = this.selfClosing;
    this.token = 'open';
    return 'open';
  }

  private endOfName(start: number): number {
    let p = start;
    let colon = -1;
    for (; isNameCharacter(this.xml.charCodeAt(p)); p += 1) {
      if (this.xml.charCodeAt(p) !== 58) continue;
      if (colon >= 0) throw this.fault('a name with two colons');
      colon = p;
    }
    if (!isNameStart(this.xml.charCodeAt(start)) || colon === p - 1) throw this.fault('a tag without a proper name');
    return p;
  }

  private readAttributes(from: number): void {
    const xml = this.xml;
    const spans = this.attributeSpans;
    this.attributeCount = 0;
    let p = from;
    for (;;) {
      const gap = p;
      while (isSpace(xml.charCodeAt(p))) p += 1;
      const c = xml.charCodeAt(p);
      if (c === 62 || c === 47) {
        this.selfClosing = c === 47;
        if (c === 47 && xml.charCodeAt(p + 1) !== 62) throw this.fault('a stray / in a tag');
        this.end = c === 47 ? p + 2 : p + 1;
        return;
      }
      if (gap === p || Number.isNaN(c)) throw this.fault('a tag that does not end');
      const nameStart = p;
      while (isNameCharacter(xml.charCodeAt(p))) p += 1;
      const nameEnd = p;
      while (isSpace(xml.charCodeAt(p))) p += 1;
      if (!isNameStart(xml.charCodeAt(nameStart)) || xml.charCodeAt(p) !== 61)
        throw this.fault('an attribute without a value');
      p += 1;
      while (isSpace(xml.charCodeAt(p))) p += 1;
      const quote = xml.charCodeAt(p);
      if (quote !== 34 && quote !== 39) throw this.fault('an attribute without quotes');
      const valueStart = p + 1;
      let coded = 0;
      for (p = valueStart; ; p += 1) {
        const v = xml.charCodeAt(p);
        if (v === quote) break;
        if (v === 60 || Number.isNaN(v)) throw this.fault('an attribute that does not end');
        if (v === 38 || v < 32) coded = 1;
      }
      this.refuseDuplicate(nameStart, nameEnd);
      const base = this.attributeCount * 5;
      spans[base] = nameStart;
      spans[base + 1] = nameEnd;
      spans[base + 2] = valueStart;
      spans[base + 3] = p;
      spans[base + 4] = coded;
      this.attributeCount += 1;
      if (this.attributeCount > mostAttributes) throw this.fault(`more than ${mostAttributes} attributes in a tag`);
      if (xml.charCodeAt(nameStart) === 120 && xml.startsWith('xmlns', nameStart)) this.declare(nameStart, nameEnd);
      p += 1;
    }
  }

  private refuseDuplicate(start: number, end: number): void {
    for (let index = 0; index < this.attributeCount; index += 1) {
      const other = this.spanAt(index, 0);
      const same =
        this.spanAt(index, 1) - other === end - start && this.xml.charCodeAt(other) === this.xml.charCodeAt(start);
      if (same && this.xml.startsWith(this.xml.slice(start, end), other)) throw this.fault('an attribute given twice');
    }
  }

  private declare(nameStart: number, nameEnd: number): void {
    const name = this.xml.slice(nameStart, nameEnd);
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) return;
    const namespace = shortNamespace(this.valueAt(this.attributeCount - 1));
    this.lastAtDepth.length = 0;
    this.scopes.push({ prefix: name.slice(6), namespace, depth: this.openDepth });
  }

  private resolveName(name: string): ElementName {
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    return { name, prefix, local: name.slice(colon + 1), namespace: this.resolve(prefix) };
  }

  private take(element: ElementName): void {
    this.depth = this.openDepth;
    this.prefix = element.prefix;
    this.local = element.local;
    this.namespace = element.namespace;
  }

  private resolve(prefix: string): string {
    for (let index = this.scopes.length - 1; index >= 0; index -= 1) {
      const scope = this.scopes[index];
      if (scope !== undefined && scope.prefix === prefix) return scope.namespace;
    }
    if (prefix === '' || prefix === 'xml') return prefix;
    throw this.fault(`the prefix ${prefix.slice(0, 40)} is not declared`);
  }

  private readClose(at: number): XmlToken {
    const name = this.elements[this.openDepth - 1]?.name;
    if (name === undefined || !this.xml.startsWith(name, at + 2)) throw this.fault(`</ does not close <${name ?? ''}>`);
    let p = at + 2 + name.length;
    while (isSpace(this.xml.charCodeAt(p))) p += 1;
    if (this.xml.charCodeAt(p) !== 62) throw this.fault(`<${name}> is not closed`);
    this.end = p + 1;
    return this.leave();
  }

  private closeSelf(): XmlToken {
    this.closing = false;
    this.start = this.end;
    return this.leave();
  }

  private leave(): XmlToken {
    const element = this.elements.pop();
    if (element !== undefined) this.take(element);
    while ((this.scopes[this.scopes.length - 1]?.depth ?? 0) >= this.openDepth) {
      this.scopes.pop();
      this.lastAtDepth.length = 0;
    }
    this.openDepth -= 1;
    this.token = 'close';
    return 'close';
  }

  private finish(): XmlToken {
    if (this.openDepth > 0) throw this.fault(`<${this.elements[this.openDepth - 1]?.name ?? ''}> is not closed`);
    if (!this.rootSeen) throw this.fault('no root element');
    this.token = 'end';
    return 'end';
  }

  private after(mark: string, from: number): number {
    const at = this.xml.indexOf(mark, from);
    if (at < 0) throw this.fault(`${mark} is missing`);
    return at + mark.length;
  }

  private declaration(at: number): FileFault {
    if (!/^<!doctype/i.test(this.xml.slice(at, at + 9))) return this.fault('an unknown declaration');
    return new FileFault(
      'doctype',
      `The part ${this.part} holds a DOCTYPE, which no workbook has and which can be used to attack readers. Do not open it; ask its sender how it was made.`,
    );
  }

  private indexOf(name: string): number {
    for (let index = 0; index < this.attributeCount; index += 1) {
      const start = this.spanAt(index, 0);
      if (this.spanAt(index, 1) - start === name.length && this.xml.startsWith(name, start)) return index;
    }
    return -1;
  }

  private valueAt(index: number): string {
    const raw = this.xml.slice(this.spanAt(index, 2), this.spanAt(index, 3));
    return this.spanAt(index, 4) === 0 ? raw : decodeXml(raw.replace(/[\t\n\r]/g, ' '), this.part);
  }

  private spanAt(index: number, which: 0 | 1 | 2 | 3 | 4): number {
    return this.attributeSpans[index * 5 + which] ?? 0;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Letters, digits, `.`, `-`, `_`, `:` and everything beyond ASCII; XML is a little stricter with the last. */
function isNameCharacter(code: number): boolean {
  return isNameStart(code) || (code >= 48 && code <= 58) || code === 45 || code === 46;
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}
