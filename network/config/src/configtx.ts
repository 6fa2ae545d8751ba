import type { NetworkDescription, Organisation } from './description.js';
import { at, identityFolders, type Places } from './places.js';
import type { Yaml } from './yaml.js';

/** The profile from which the channel's first block is made. */
export const PROFILE = 'Suyuan';

const META = { readers: 'ANY Readers', writers: 'ANY Writers', admins: 'MAJORITY Admins' };

/** configtx.yaml: the channel as all agree on it. `crypto`: the folder of identities, absolute. */
export function configtx(description: NetworkDescription, places: Places, crypto: string): Record<string, Yaml> {
  const { capabilities, policies } = description;
  const organisations = description.organisations.map((each) => organisation(each, places, crypto));
  return {
    Profiles: {
      [PROFILE]: {
        Policies: metaPolicies(),
        Capabilities: { [capabilities.channel]: true },
        Orderer: {
          ...orderer(description, places, crypto),
          Organizations: organisations,
          Policies: { ...metaPolicies(), BlockValidation: meta(META.writers) },
          Capabilities: { [capabilities.orderer]: true },
        },
        Application: {
          Organizations: organisations,
          Policies: {
            ...metaPolicies(),
            Endorsement: meta(policies.endorsement),
            LifecycleEndorsement: meta(policies.lifecycleEndorsement),
          },
          Capabilities: { [capabilities.application]: true },
        },
      },
    },
  };
}

function organisation(each: Organisation, places: Places, crypto: string): Record<string, Yaml> {
  const { mspid } = each;
  const { peer, orderer: place } = places[each.name];
  const anyOf = (...roles: string[]) => ({
    Type: 'Signature',
    Rule: `OR(${roles.map((role) => `'${mspid}.${role}'`).join(', ')})`,
  });
  return {
    Name: mspid,
    ID: mspid,
    MSPDir: `${crypto}/${identityFolders(each).msp}`,
    // Orderers stand in their organisation's MSP: they read each other's blocks, and what they sign must count.
    Policies: {
      Readers: anyOf('admin', 'peer', 'client', 'orderer'),
      Writers: anyOf('admin', 'client', 'orderer'),
      Admins: anyOf('admin'),
      Endorsement: anyOf('peer'),
    },
    OrdererEndpoints: [at(place)],
    AnchorPeers: [{ Host: peer.host, Port: peer.port }],
  };
}

function orderer(description: NetworkDescription, places: Places, crypto: string): Record<string, Yaml> {
  const { block, ordering, organisations } = description;
  const consenters = organisations.map((each) => {
    const { host, port } = places[each.name].orderer;
    const { orderer: folder, ordererCertificate } = identityFolders(each);
    const tls = `${crypto}/${folder}/tls/server.crt`;
    const common = { Host: host, Port: port, ClientTLSCert: tls, ServerTLSCert: tls };
    // One to one with the orderer endpoints; BFT signatures name their consenter by its number.
    const identity = { ID: each.consenter, MSPID: each.mspid, Identity: `${crypto}/${ordererCertificate}` };
    return ordering === 'BFT' ? { ...identity, ...common } : common;
  });
  return {
    OrdererType: ordering,
    BatchTimeout: block.timeout,
    BatchSize: {
      MaxMessageCount: block.messages,
      AbsoluteMaxBytes: block.absoluteMaxBytes,
      PreferredMaxBytes: block.preferredMaxBytes,
    },
    ...(ordering === 'BFT'
      ? { ConsenterMapping: consenters, SmartBFT: smartBft(block.timeout) }
      : { EtcdRaft: { Consenters: consenters, Options: RAFT } }),
  };
}

/** Short timeouts: a leader that died stops commits for seconds, where Fabric's own make it half a minute. */
function smartBft(batchTimeout: string): Record<string, Yaml> {
  return {
    RequestBatchMaxInterval: batchTimeout,
    RequestForwardTimeout: '1s',
    RequestComplainTimeout: '3s',
    RequestAutoRemoveTimeout: '3m',
    ViewChangeResendInterval: '2s',
    ViewChangeTimeout: '10s',
    LeaderHeartbeatTimeout: '10s',
    CollectTimeout: '1s',
    IncomingMessageBufferSize: 200,
    RequestPoolSize: 100_000,
    LeaderHeartbeatCount: 10,
  };
}

/** An election after one to two seconds of silence. */
const RAFT = {
  TickInterval: '100ms',
  ElectionTick: 10,
  HeartbeatTick: 1,
  MaxInflightBlocks: 5,
  SnapshotIntervalSize: '16 MB',
};

function meta(rule: string) {
  return { Type: 'ImplicitMeta', Rule: rule };
}

function metaPolicies() {
  return { Readers: meta(META.readers), Writers: meta(META.writers), Admins: meta(META.admins) };
}
