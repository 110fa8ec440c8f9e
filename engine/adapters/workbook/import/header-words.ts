import type { MappingTarget } from '../../../contract/model/vocabulary.ts';

/**
 * How well a header names a target, 0 to 10: the words spreadsheets of controls use. Text in parentheses is left out:
 * `Control (or Control Enhancement) Name` is a control's name.
 */
export function headerFit(header: string, target: MappingTarget): number {
  if (header.length > 100) return 0; // text, not a header
  const words = header
    .replace(/\([^)]*\)/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
  return wordsByTarget[target].find(([pattern]) => pattern.test(words))?.[1] ?? 0;
}

const thing = '(?:control|requirement|req|safeguard|practice|criterion|criteria|subcategory|clause|rule|item|policy)';

const wordsByTarget: Readonly<Record<MappingTarget, readonly (readonly [RegExp, number])[]>> = {
  controlId: [
    [new RegExp(`^${thing} (?:identifier|id|ids|number|no|nr|num|ref|reference|code|#)$`), 10],
    [/^(?:identifier|id|ref|reference|ref no|reference id|code|number|no|nr|#)$/, 9],
    [new RegExp(`^${thing}s?$`), 6],
    [/^(?:article|section)(?: id| number| no)?$/, 5],
  ],
  controlTitle: [
    [new RegExp(`^${thing} (?:title|name|heading)$`), 10],
    [/^(?:title|name|heading|short title)$/, 9],
    [new RegExp(`^${thing}s?$`), 5],
    [/^(?:summary|subject)$/, 4],
  ],
  controlFamily: [
    [/^(?:control )?family(?: name| title)?$/, 10],
    [/^(?:control )?domain(?: name| title)?$/, 9],
    [/^(?:control )?category(?: name| title)?$/, 8],
    [/^(?:control )?(?:group|theme|chapter)(?: name| title)?$/, 7],
    [/^(?:control )?(?:area|topic)(?: name| title)?$/, 6],
    [/^(?:function|section|part)(?: name| title)?$/, 5],
  ],
  controlDescription: [
    [new RegExp(`^${thing} (?:text|description|statement|specification|wording|language|detail|details)$`), 10],
    [/^(?:description|text|statement|specification|wording|full text)$/, 9],
    [/^(?:assessment )?(?:objective|objectives)$/, 6],
    [new RegExp(`^${thing}s?$`), 3],
  ],
  controlParent: [[/^(?:parent|parent id|parent control|parent control id|parent requirement)$/, 10]],
  responsibility: [[/^(?:responsibility|control type|responsible party|managed by|shared responsibility)$/, 10]],
  articleId: [[/^article(?: id| number| no)?$/, 8]],
  link: [[/^(?:link|url|hyperlink|web link|source url|source link)$/, 10]],
  actionTitle: [
    [/^(?:improvement )?action(?: title| name| item)?$/, 10],
    [/^(?:task|activity|control activity|implementation step|measure)(?: title| name)?$/, 8],
  ],
  actionDescription: [
    [/^(?:action|task|activity) (?:description|text|details)$/, 10],
    [/^(?:supplemental |supplementary |implementation |additional )?guidance$/, 8],
    [/^(?:discussion|explanation|rationale)$/, 8],
    [/^(?:implementation )?examples?$/, 7],
  ],
  actionPoints: [[/^(?:action |control )?(?:points|score|weight|weighting)$/, 10]],
  actionType: [[/^(?:action|implementation|task) type$/, 10]],
  actionOwner: [[/^(?:action |task |control )?(?:owner|ownership)$/, 10]],
};
