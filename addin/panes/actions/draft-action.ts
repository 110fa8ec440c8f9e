import type { ActionInput, LibraryAction } from '#engine/contract/http/organisation-lists';

/** An action as it is being typed. */
export type DraftAction = Omit<ActionInput, 'points' | 'parents' | 'descriptions'> & {
  readonly points: string;
  readonly parents: LibraryAction['parents'];
  readonly descriptions: readonly { readonly id: number; readonly title: string; readonly text: string }[];
};

export function actionToDraft(action: LibraryAction | null): DraftAction {
  if (action === null) {
    return {
      ...{ title: '', points: '9', type: 'Operational', category: null, purpose: null, enforcement: null },
      ...{ owners: [], dimensions: [], parents: [], secureScoreControl: null },
      descriptions: [{ id: 1, title: '', text: '' }],
    };
  }
  const { title, type, category, purpose, enforcement, owners, dimensions, parents, secureScoreControl } = action;
  return {
    ...{ title, type, category, purpose, enforcement, owners, dimensions, parents, secureScoreControl },
    points: String(action.points),
    descriptions: action.descriptions.map((one, index) => ({ id: index + 1, ...one })),
  };
}

export type ActionFault = 'no-title' | 'points' | 'no-description' | 'description-twice';

/** What is to be mended before it can be saved. */
export function actionFaults({ title, points, descriptions }: DraftAction): readonly ActionFault[] {
  const faults: ActionFault[] = [];
  if (title.trim() === '') faults.push('no-title');
  if (!/^[1-9][0-9]?$/.test(points.trim())) faults.push('points');
  if (descriptions.length === 0 || descriptions.some(({ text }) => text.trim() === '')) faults.push('no-description');
  const titles = descriptions.map((one) => one.title.trim().toLowerCase());
  if (new Set(titles).size < titles.length) faults.push('description-twice');
  return faults;
}

export function draftToAction(draft: DraftAction): ActionInput {
  const { type, category, purpose, enforcement, owners, dimensions, secureScoreControl } = draft;
  return {
    ...{ type, category, purpose, enforcement, owners, dimensions },
    title: draft.title.trim(),
    points: Number(draft.points.trim()),
    descriptions: draft.descriptions.map(({ title, text }) => ({ title: title.trim(), text })),
    parents: draft.parents.map(({ id }) => id),
    secureScoreControl: secureScoreControl?.trim() || null,
  };
}
