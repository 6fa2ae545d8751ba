import type { Language } from '@suyuan/domain';

const zh = {
  heading: '监管方密钥与本机所知不同',
  byServer: '网关现在给出的监管方密钥，不是本机一直信任的那一把。在弄清原因之前，这里不显示任何记录。',
  byLabel: '您所扫标签上印的监管方密钥，不是本机一直信任的那一把。在弄清原因之前，这里不显示任何记录。',
  known: '本机信任的密钥',
  offeredServer: '网关给出的密钥',
  offeredLabel: '标签上的密钥',
  since: (date: string) => `自 ${date} 起`,
  compare: '监管方确实更换密钥时，会在官方渠道公布新指纹。请先逐组对照，一致时才接受。',
  accept: '我已对照，信任新密钥',
  keep: '继续信任原密钥',
};

const en: typeof zh = {
  heading: 'The regulator’s key is not the one this device knows',
  byServer:
    'The gateway now names a regulator’s key that is not the one this device has trusted. Until that is explained, no records are shown.',
  byLabel:
    'The label names a regulator’s key that is not the one this device has trusted. Until that is explained, no records are shown.',
  known: 'Trusted by this device',
  offeredServer: 'Named by the gateway',
  offeredLabel: 'Named by the label',
  since: (date) => `since ${date}`,
  compare:
    'When a regulator really changes its key, it publishes the new fingerprint. Compare it group by group, and accept it only if it is the same.',
  accept: 'I have compared them: trust the new key',
  keep: 'Keep trusting the old key',
};

/** Words for whoever has to compare two keys. */
export const PIN_CHANGED_TEXT: Readonly<Record<Language, typeof zh>> = { zh, en };
