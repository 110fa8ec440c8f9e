import type { Template, TemplateContent } from '../../../contract/model/template.ts';
import { type TemplateFile, templateFormat, templateSchemaId } from '../../../contract/model/template-file.ts';
import { builtInDimensions, type TemplateLibrary } from '../library.ts';
import { templateToContent } from '../template-to-content.ts';
import { titleKey } from '../title-key.ts';

/** A template as a file that says everything of it and nothing else of the organisation. */
export function templateToFile(template: Template, library: TemplateLibrary): TemplateFile {
  const content = templateToContent(template, library);
  const owners = new Set(content.actions.flatMap((action) => action.owners).map(titleKey));
  return {
    $schema: templateSchemaId,
    format: templateFormat,
    formatVersion: 1,
    name: template.name,
    products: content.products,
    certification: template.certification,
    acknowledgement: content.acknowledgement,
    inScopeServices: content.inScopeServices,
    dimensions: content.dimensions,
    controls: content.controls.map(
      ({ statedPoints: _points, oldId: _id, operation: _operation, ...control }) => control,
    ),
    actions: content.actions.map(
      ({ oldTitle: _title, operation: _operation, automatic: _automatic, ...action }) => action,
    ),
    owners: content.owners.filter(({ name }) => owners.has(titleKey(name))),
    dimensionList: namedDimensions(content),
  };
}

/** The keys and values that the template and its actions name, so that they are known wherever the file is read. */
function namedDimensions(content: TemplateContent): TemplateFile['dimensionList'] {
  const named = [
    ...content.dimensions,
    ...content.actions.flatMap((action) => [
      ...action.dimensions,
      { key: 'Action Type', value: action.type },
      ...(action.category === null ? [] : [{ key: 'Action Category', value: action.category }]),
    ]),
  ];
  const wanted = new Set(named.map(({ key, value }) => `${titleKey(key)}\n${titleKey(value)}`));
  const known = new Set(
    builtInDimensions.flatMap(({ key, values }) => values.map((value) => `${titleKey(key)}\n${titleKey(value)}`)),
  );
  return content.dimensionList.flatMap(({ key, values, multiple }) => {
    const own = values.filter((value) => {
      const pair = `${titleKey(key)}\n${titleKey(value)}`;
      return wanted.has(pair) && !known.has(pair);
    });
    return own.length === 0 ? [] : [{ key, values: own, multiple }];
  });
}
