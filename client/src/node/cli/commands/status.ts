import type { Command } from 'commander';
import { TraceError } from '@suyuan/domain';
import type { GatewayClient } from '../../../gateway/gateway-client.js';
import type { Signer } from '../../../keys/signer.js';
import { leaf, type Runner } from '../leaf.js';
import type { Report, Session } from '../session.js';
import { fingerprint, showTime, table } from '../table.js';

export function addStatus(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  leaf(program, runner, 'status', help.status, {}, status).alias('doctor');
  const pins = program.command('pins').description(help.pins);
  leaf(pins, runner, 'list', help.pins, {}, listPins);
  leaf(pins, runner, 'forget <gateway>', help.pinsForget, {}, forgetPin);
}

async function status(session: Session): Promise<Report> {
  const client = session.gateway();
  const ledger = await client.ledger();
  const { aud, height, time, network, version, regulator } = ledger;
  const pin = regulator === undefined ? undefined : await session.pin(client, ledger);
  const trusted = pin === regulator;
  const signer = session.keyPath === undefined ? undefined : await session.signer();
  const key = signer && { kid: signer.kid, status: await keyStatus(client, signer) };
  return {
    ok: trusted && (key === undefined || key.status === 'active'),
    data: { gateway: client.origin, ledger, pin, ...(key === undefined ? undefined : { key }) },
    lines: [
      session.say('reachable', { gateway: client.origin, version }),
      session.say('ledgerAt', { aud, height, time: time === undefined ? '–' : showTime(time) }),
      session.say(network === 'embedded' ? 'embedded' : 'fabric'),
      regulator === undefined ? session.say('noRegulator') : session.say('rootPin', { pin: fingerprint(regulator) }),
      ...(trusted
        ? []
        : [session.explain('PIN_CHANGED', { gateway: client.origin, expected: pin ?? '–', root: regulator ?? '–' })]),
      ...(key === undefined
        ? []
        : [
            key.status === 'unknown'
              ? session.say('keyUnregistered', { kid: key.kid })
              : session.say('keyRegistered', { kid: key.kid, status: session.status(key.status) }),
          ]),
    ],
  };
}

async function keyStatus(client: GatewayClient, { participant, thumbprint }: Signer): Promise<string> {
  try {
    const answer = await client.participant(participant);
    const key = answer.keys.find((record) => record.thumbprint === thumbprint);
    return key?.status === 'active' ? answer.participant.status : (key?.status ?? 'unknown');
  } catch (error) {
    if (error instanceof TraceError && error.code === 'NOT_FOUND') return 'unknown';
    throw error;
  }
}

async function listPins(session: Session): Promise<Report> {
  const pins = await session.pins.read();
  const { gateway, pin, since } = session.words.table;
  const rows = Object.entries(pins).map(([origin, known]) => [origin, known.since, known.regulator]);
  const lines = rows.length === 0 ? [session.say('noPins')] : table([gateway, since, pin], rows);
  return { ok: true, data: { file: session.pins.path, pins }, lines };
}

async function forgetPin(session: Session, [gateway = '']: readonly string[]): Promise<Report> {
  const origin = URL.canParse(gateway) ? new URL(gateway).origin : gateway;
  const known = await session.pins.forget(origin);
  return { ok: known, data: { forgot: known }, lines: [session.say(known ? 'forgot' : 'noPins', { gateway: origin })] };
}
