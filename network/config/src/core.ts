import type { NetworkDescription, Organisation } from './description.js';
import { at, identityFolders, nodeNames, type Place, type Places } from './places.js';
import type { Yaml } from './yaml.js';

/** Where a node's files are, absolute. */
export interface NodeFolders {
  readonly crypto: string;
  readonly data: string;
  /** The external builder for chaincode as a service; peers only. */
  readonly builder?: string;
  /** What listeners bind, where it is not the host by which others reach them. */
  readonly listenOn?: string;
  /** Operations without TLS, for this machine alone: for a container's own health check. */
  readonly localOperations?: boolean;
}

/** core.yaml of an organisation's peer. What is left out is Fabric's default. */
export function coreYaml(
  { timeWindow }: NetworkDescription,
  organisation: Organisation,
  places: Places,
  { crypto, data, builder = '', listenOn, localOperations = false }: NodeFolders,
): Record<string, Yaml> {
  const { peer, peerChaincode, peerOperations } = places[organisation.name];
  const node = `${crypto}/${identityFolders(organisation).peer}`;
  const certificate = { file: `${node}/tls/server.crt` };
  const key = { file: `${node}/tls/server.key` };
  const bind = ({ host, port }: Place): string => at({ host: listenOn ?? host, port });
  return {
    peer: {
      id: nodeNames(organisation).peer,
      networkId: 'suyuan',
      listenAddress: bind(peer),
      address: at(peer),
      chaincodeListenAddress: bind(peerChaincode),
      chaincodeAddress: at(peerChaincode),
      localMspId: organisation.mspid,
      mspConfigPath: `${node}/msp`,
      fileSystemPath: data,
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '30s', dialTimeout: '30s' },
      gossip: gossip(at(peer)),
      tls: {
        enabled: true,
        cert: certificate,
        key,
        rootcert: { file: `${node}/tls/ca.crt` },
        clientAuthRequired: false,
        clientRootCAs: { files: [`${node}/tls/ca.crt`] },
      },
      // Refuses, with the filter below, what is stamped by a clock too far from ours.
      authentication: { timewindow: timeWindow },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      client: { connTimeout: '3s' },
      deliveryclient: {
        blockGossipEnabled: false,
        reconnectTotalTimeThreshold: '3600s',
        connTimeout: '3s',
        reConnectBackoffThreshold: '5s',
        minimalReconnectInterval: '100ms',
        // An orderer that fell behind (under load a BFT follower does, for ten seconds at a time) is left for another one
        // when others' headers have been ahead for so long; Fabric's own half minute holds up whoever waits for a commit.
        blockCensorshipTimeoutKey: '3s',
        policy: 'cluster',
      },
      handlers: {
        authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }],
        decorators: [{ name: 'DefaultDecorator' }],
        endorsers: { escc: { name: 'DefaultEndorsement' } },
        validators: { vscc: { name: 'DefaultValidation' } },
      },
      discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 },
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 5000 } },
      maxRecvMsgSize: 104_857_600,
      maxSendMsgSize: 104_857_600,
    },
    // Empty, and in this file: without it, and without a builder, a peer panics.
    vm: { endpoint: '' },
    chaincode: {
      externalBuilders: [{ name: 'ccaas', path: builder }],
      installTimeout: '60s',
      startuptimeout: '60s',
      executetimeout: '30s',
      mode: 'net',
      keepalive: 0,
      system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
      logging: { level: 'info', shim: 'warning' },
      runtimeParams: {
        useWriteBatch: true,
        maxSizeWriteBatch: 1000,
        useGetMultipleKeys: true,
        maxSizeGetMultipleKeys: 1000,
      },
    },
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      // The index keeps history: contracts never ask for it.
      history: { enableHistoryDatabase: false },
      snapshots: { rootDir: `${data}/snapshots` },
    },
    operations: localOperations
      ? { listenAddress: at({ host: '127.0.0.1', port: peerOperations.port }), tls: { enabled: false } }
      : {
          listenAddress: bind(peerOperations),
          tls: { enabled: true, cert: certificate, key, clientAuthRequired: false },
        },
    metrics: { provider: 'disabled' },
  };
}

/**
 * Peers that start together must find each other within seconds, where Fabric's own intervals let the gateway service
 * find no endorsers for half a minute. Each peer takes its blocks from the orderers itself.
 */
function gossip(self: string): Record<string, Yaml> {
  return {
    bootstrap: self,
    endpoint: self,
    externalEndpoint: self,
    useLeaderElection: false,
    orgLeader: true,
    reconnectInterval: '1s',
    publishStateInfoInterval: '1s',
    requestStateInfoInterval: '1s',
    aliveTimeInterval: '1s',
    aliveExpirationTimeout: '10s',
    state: { enabled: false },
    pvtData: { implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 0 } },
  };
}
