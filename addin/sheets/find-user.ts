import type { UserId } from '#engine/contract/model/ids';
import type { AssessmentView } from '../state/model.ts';

/** By id, display name or e-mail address, letter case aside, as the engine's directory has it; null for a name two share. */
export function userFinder(people: AssessmentView['people']): (nameOrEmail: string) => UserId | null {
  const byWord = new Map<string, UserId | null>();
  const add = (word: string | null, id: UserId): void => {
    if (word === null) return;
    const known = byWord.get(fold(word));
    byWord.set(fold(word), known === undefined || known === id ? id : null);
  };
  for (const { id, name, email } of people) {
    add(name, id);
    add(email, id);
  }
  const ids = new Map(people.map(({ id }) => [id as string, id]));
  return (word) => ids.get(word.trim()) ?? byWord.get(fold(word)) ?? null;
}

function fold(word: string): string {
  return word.replace(/\s+/g, ' ').trim().toLowerCase();
}
