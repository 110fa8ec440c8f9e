/** An entry of the one stream in which Excel tells a pane what happened. */
export type EventEntry = readonly [
  category: number,
  number: number,
  targetId: string,
  message: string,
  id: string,
  remoteOverride: boolean,
];

/** What Excel sends a pane unasked; each transport writes it in its own way. */
export type PaneEvent =
  | { readonly name: 'richApiMessage'; readonly entries: readonly EventEntry[] }
  | { readonly name: 'documentSelectionChanged' }
  | { readonly name: 'settingsChanged' }
  /** A ribbon button was pressed: the call's id, the action of the manifest, and which button it was. */
  | { readonly name: 'appCommandInvoked'; readonly call: string; readonly action: string; readonly button: string }
  | { readonly name: 'dialogMessageReceived'; readonly message: DialogMessage };

/** Type 0 is a message; 12006 says that the person closed the dialog. */
export type DialogMessage =
  | { readonly type: 0; readonly content: string; readonly origin: string }
  | { readonly type: 12_006 };

export const eventCategory = { customFunctions: 1, richApi: 65_536 } as const;
