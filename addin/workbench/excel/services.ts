import { asFlag, textAt } from './arguments.ts';
import { objectOf, play } from './objects.ts';

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
    GetTab: (_, args) => objectOf('RibbonTab', { id: textAt(args, 0) }),
    GetButton: (_, args) => objectOf('RibbonButton', { id: textAt(args, 0) }),
  },
});

export const ribbonTab = play('RibbonTab', {
  methods: {
    SetVisibility: ({ id }, args, { services }) => services.ribbonUpdate({ tab: id, visible: args[0] === true }),
  },
});

export const ribbonButton = play('RibbonButton', {
  properties: {
    Enabled: {
      get: () => true,
      set: ({ id }, value, { services }) => services.ribbonUpdate({ button: id, enabled: asFlag(value) }),
    },
  },
});

export const appRuntimeService = play('AppRuntimeService', {
  methods: {
    // The pane of this host is always shown.
    SetAppRuntimeState: () => undefined,
    GetAppRuntimeState: () => 'Visible',
  },
});

/** What office.js would report about its own use: heard, and told nobody. */
export const telemetryService = play('TelemetryService', {
  methods: { SendTelemetryEvent: () => undefined, SendCustomerContent: () => undefined },
});
