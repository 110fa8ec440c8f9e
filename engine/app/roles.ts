import type { AccessChange, Who } from '../contract/model/permission.ts';
import { type AccessView, accessView, changeRoles, describeMe, type Me, previewRoles, searchPeople } from './access.ts';
import type { Caller } from './assessments.ts';
import { type ImportedPerson, importPeople } from './import-people.ts';
import type { Organisation } from './organisation.ts';
import type { Person } from './ports.ts';

/** Roles and the people in them. */
export interface Roles {
  view(): AccessView;
  me(who: Who): Me;
  change(changes: readonly AccessChange[], caller: Caller): ReturnType<typeof changeRoles>;
  preview(changes: readonly AccessChange[], caller: Caller): ReturnType<typeof previewRoles>;
  search(query: string): readonly Person[];
  importPeople(people: readonly ImportedPerson[], caller: Caller): ReturnType<typeof importPeople>;
}

export function createRoles(organisation: Organisation): Roles {
  return {
    view: () => accessView(organisation),
    me: (who) => describeMe(organisation, who),
    change: (changes, caller) => changeRoles(organisation, changes, caller),
    preview: (changes, caller) => previewRoles(organisation, changes, caller),
    search: (query) => searchPeople(organisation, query),
    importPeople: (people, caller) => importPeople(organisation, people, caller),
  };
}
