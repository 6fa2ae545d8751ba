import type { Language } from '@suyuan/domain';

/** Words of a container's page alone, in both languages: few ever see it. */
export const CONTAINER_TEXT: Readonly<Record<Language, ContainerText>> = {
  zh: {
    heading: '容器',
    verified: '流转已在本机核实',
    verifiedLead:
      '每一步由谁签署、现由谁持有，已由签名记录推算核对。里面有什么，是本网关所说，未经核对：请打开每件货物单独核实。',
    failed: '未能核实',
    failedLead: '本网关给出的记录与签名不符，请勿以此为准。',
    where: '现在在哪里',
    holder: '持有方',
    inside: '装在',
    transit: '在途，尚未签收',
    opened: '已拆空，里面没有货物',
    contents: '里面有什么（网关所说）',
    none: '没有货物',
    more: (count: number) => `再显示 ${count} 件`,
    journey: '流转记录',
    into: '装入或取自',
    corrects: '更正：声明此前一步有误',
  },
  en: {
    heading: 'Container',
    verified: 'Journey verified on this device',
    verifiedLead:
      'Who signed each step, and who has it now, was worked out from signed records. What is inside is what this gateway says, unchecked: open each thing to verify it.',
    failed: 'Not verified',
    failedLead: 'The records that this gateway gave do not fit their signatures. Do not rely on them.',
    where: 'Where it is',
    holder: 'Held by',
    inside: 'Inside of',
    transit: 'On its way, not yet received',
    opened: 'Opened: nothing is inside any more',
    contents: 'What is inside (as the gateway says)',
    none: 'Nothing',
    more: (count: number) => `Show ${count} more`,
    journey: 'Journey',
    into: 'Into or out of',
    corrects: 'Correction: declares an earlier step wrong',
  },
};

export interface ContainerText {
  readonly heading: string;
  readonly verified: string;
  readonly verifiedLead: string;
  readonly failed: string;
  readonly failedLead: string;
  readonly where: string;
  readonly holder: string;
  readonly inside: string;
  readonly transit: string;
  readonly opened: string;
  readonly contents: string;
  readonly none: string;
  readonly more: (count: number) => string;
  readonly journey: string;
  readonly into: string;
  readonly corrects: string;
}
