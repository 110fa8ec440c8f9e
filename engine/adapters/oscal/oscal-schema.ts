import { z } from 'zod';

/*
 * What is read of the OSCAL catalog and profile models (JSON, versions 1.0 to 1.2): strict on what is needed, silent
 * about everything else. Property names are OSCAL's.
 */

const prop = z.object({
  name: z.string(),
  value: z.string(),
  class: z.string().optional(),
  ns: z.string().optional(),
});
export type Prop = z.infer<typeof prop>;

const link = z.object({ href: z.string(), rel: z.string().optional() });

const paramFields = {
  class: z.string().optional(),
  label: z.string().optional(),
  constraints: z.array(z.object({ description: z.string().optional() })).optional(),
  guidelines: z.array(z.object({ prose: z.string() })).optional(),
  values: z.array(z.string()).optional(),
  select: z.object({ 'how-many': z.string().optional(), choice: z.array(z.string()).optional() }).optional(),
};
const param = z.object({ id: z.string().min(1), ...paramFields });
export type Param = z.infer<typeof param>;

const part = z.object({
  id: z.string().optional(),
  name: z.string(),
  class: z.string().optional(),
  ns: z.string().optional(),
  title: z.string().optional(),
  prose: z.string().optional(),
  props: z.array(prop).optional(),
  get parts(): z.ZodOptional<z.ZodArray<typeof part>> {
    return z.array(part).optional();
  },
});
export type Part = z.infer<typeof part>;

const control = z.object({
  id: z.string().min(1),
  class: z.string().optional(),
  title: z.string(),
  params: z.array(param).optional(),
  props: z.array(prop).optional(),
  parts: z.array(part).optional(),
  get controls(): z.ZodOptional<z.ZodArray<typeof control>> {
    return z.array(control).optional();
  },
});
export type OscalControl = z.infer<typeof control>;

const group = z.object({
  id: z.string().optional(),
  title: z.string(),
  params: z.array(param).optional(),
  props: z.array(prop).optional(),
  controls: z.array(control).optional(),
  get groups(): z.ZodOptional<z.ZodArray<typeof group>> {
    return z.array(group).optional();
  },
});
export type OscalGroup = z.infer<typeof group>;

const metadata = z.object({ title: z.string(), version: z.string().optional() });

const resource = z.object({
  uuid: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  rlinks: z.array(z.object({ href: z.string(), 'media-type': z.string().optional() })).optional(),
});
export type Resource = z.infer<typeof resource>;

const backMatter = z.object({ resources: z.array(resource).optional() }).optional();

export const catalog = z.object({
  uuid: z.string().optional(),
  metadata,
  params: z.array(param).optional(),
  controls: z.array(control).optional(),
  groups: z.array(group).optional(),
});
export type Catalog = z.infer<typeof catalog>;

const selection = z.object({
  'with-child-controls': z.string().optional(),
  'with-ids': z.array(z.string()).optional(),
  matching: z.array(z.object({ pattern: z.string().max(200) })).optional(),
});
export type Selection = z.infer<typeof selection>;

const profileImport = z.object({
  href: z.string().min(1),
  'include-all': z.object({}).optional(),
  'include-controls': z.array(selection).optional(),
  'exclude-controls': z.array(selection).optional(),
});
export type ProfileImport = z.infer<typeof profileImport>;

const setParameter = z.object({ 'param-id': z.string(), ...paramFields });
export type SetParameter = z.infer<typeof setParameter>;

const add = z.object({
  position: z.enum(['before', 'after', 'starting', 'ending']).optional(),
  'by-id': z.string().optional(),
  title: z.string().optional(),
  params: z.array(param).optional(),
  props: z.array(prop).optional(),
  links: z.array(link).optional(),
  parts: z.array(part).optional(),
});
export type Add = z.infer<typeof add>;

const remove = z.object({
  'by-id': z.string().optional(),
  'by-name': z.string().optional(),
  'by-class': z.string().optional(),
  'by-ns': z.string().optional(),
  'by-item-name': z.string().optional(),
});
export type Remove = z.infer<typeof remove>;

const alter = z.object({
  'control-id': z.string(),
  removes: z.array(remove).optional(),
  adds: z.array(add).optional(),
});

export const profile = z.object({
  uuid: z.string().optional(),
  metadata,
  imports: z.array(profileImport).min(1),
  merge: z
    .object({
      combine: z.object({ method: z.string().optional() }).optional(),
      custom: z.unknown().optional(),
    })
    .optional(),
  modify: z
    .object({ 'set-parameters': z.array(setParameter).optional(), alters: z.array(alter).optional() })
    .optional(),
  'back-matter': backMatter,
});
export type Profile = z.infer<typeof profile>;
