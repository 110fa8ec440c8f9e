import type { JsonSchema } from '../openapi.ts';

/** A JSON schema as a programmer writes a type; named types by their names. */
export function schemaText(schema: JsonSchema, indent = ''): string {
  const { $ref, const: only, enum: words, type, items, properties, required, additionalProperties } = schema;
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  const union = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
  if (union !== undefined) return [...new Set(union.map((one) => schemaText(one, indent)))].join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(words)) return words.map((word) => JSON.stringify(word)).join(' | ');
  if (type === 'array') {
    const item = schemaText((items ?? {}) as JsonSchema, indent);
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
  }
  if (type !== 'object') return typeof type === 'string' ? type : 'any';
  if (properties === undefined) return `{ [key]: ${schemaText((additionalProperties ?? {}) as JsonSchema, indent)} }`;
  const inner = `${indent}  `;
  const must = new Set(required as readonly string[] | undefined);
  const lines = Object.entries(properties as Readonly<Record<string, JsonSchema>>).map(([name, value]) => {
    const note =
      typeof value['description'] === 'string' && value['$ref'] === undefined ? `  // ${value['description']}` : '';
    return `${inner}${name}${must.has(name) ? '' : '?'}: ${schemaText(value, inner)}${note}`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}
