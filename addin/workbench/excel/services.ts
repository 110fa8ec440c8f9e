import { play } from './objects.ts';

/** Services office.js makes by name in batches of its own; what they are told goes to the pane's log of its doings. */
export const addinInternalService = play('AddinInternalService', {
  methods: { NotifyActionHandlerReady: () => undefined },
});

export const customFunctions = play('CustomFunctions', {
  methods: {
    _SetOsfControlContainerReadyForCustomFunctions: () => undefined,
    SetInvocationResults: (_, args, { services }) => services.functionResults(args[0]),
  },
});

export const dynamicRibbon = play('DynamicRibbon', {
  methods: {
    ExecuteRequestUpdate: (_, args, { services }) => services.ribbonUpdate(args[0]),
    ExecuteRequestCreate: (_, args, { services }) => services.ribbonUpdate(args[0]),
  },
});

export const appRuntimeService = play('AppRuntimeService', {
  methods: {
    // The pane of this host is always shown.
    SetAppRuntimeState: () => undefined,
    GetAppRuntimeState: () => 'Visible',
  },
});
