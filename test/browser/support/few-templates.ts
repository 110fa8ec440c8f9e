import { actionLine, type BuiltInFiles, controlLine, providerLine } from '#test/support/built-in-folder';

const face = { products: ['Office 365'] };

/** The frameworks of the default assessments, small: every action stands in two of them. */
export const fewTemplates: BuiltInFiles = {
  provider: [providerLine('guard-gates')],
  actions: [
    actionLine('lock-doors'),
    actionLine('watch-doors', { purpose: 'Detective' }),
    actionLine('count-keys', { enforcement: 'Discretionary' }),
    actionLine('train-people', { type: 'Operational' }),
    actionLine('test-alarms', { purpose: 'Detective' }),
    actionLine('name-visitors', { type: 'Operational' }),
  ],
  frameworks: {
    'iso-27001-2013': {
      face,
      controls: [
        { ...controlLine('A.1', 'lock-doors count-keys'), responsibility: 'shared', provider: ['guard-gates'] },
        controlLine('A.2', 'watch-doors test-alarms'),
        controlLine('A.3', 'train-people name-visitors'),
      ],
    },
    'nist-800-53r4': {
      face,
      controls: [controlLine('AC-1', 'lock-doors train-people'), controlLine('AC-2', 'count-keys test-alarms')],
    },
    gdpr: { face, controls: [controlLine('Art. 5', 'lock-doors watch-doors'), controlLine('Art. 32', 'train-people')] },
  },
};
