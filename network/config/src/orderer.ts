import type { NodeFolders } from './core.js';
import type { Organisation } from './description.js';
import { at, identityFolders, type Place, type Places } from './places.js';
import type { Yaml } from './yaml.js';

/** orderer.yaml of an organisation's orderer. What is left out is Fabric's default. */
export function ordererYaml(
  organisation: Organisation,
  places: Places,
  { crypto, data, listenOn, localOperations = false }: NodeFolders,
): Record<string, Yaml> {
  const { orderer, ordererOperations, ordererAdmin } = places[organisation.name];
  const node = `${crypto}/${identityFolders(organisation).orderer}`;
  const [certificate, key, ca] = ['server.crt', 'server.key', 'ca.crt'].map((name) => `${node}/tls/${name}`);
  const tls = { Enabled: true, Certificate: certificate ?? '', PrivateKey: key ?? '' };
  const bind = ({ host, port }: Place): string => at({ host: listenOn ?? host, port });
  return {
    General: {
      ListenAddress: listenOn ?? orderer.host,
      ListenPort: orderer.port,
      TLS: { ...tls, RootCAs: [ca ?? ''], ClientAuthRequired: false },
      Cluster: { ClientCertificate: certificate ?? '', ClientPrivateKey: key ?? '', SendBufferSize: 100 },
      Keepalive: { ServerMinInterval: '60s', ServerInterval: '7200s', ServerTimeout: '20s' },
      // Cluster members that start together must find each other at once.
      Backoff: { BaseDelay: '200ms', Multiplier: 1.6, MaxDelay: '2s' },
      MaxRecvMsgSize: 104_857_600,
      MaxSendMsgSize: 104_857_600,
      LocalMSPDir: `${node}/msp`,
      LocalMSPID: organisation.mspid,
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      Authentication: { TimeWindow: '15m' },
    },
    FileLedger: { Location: data },
    Operations: localOperations
      ? { ListenAddress: at({ host: '127.0.0.1', port: ordererOperations.port }), TLS: { Enabled: false } }
      : { ListenAddress: bind(ordererOperations), TLS: { ...tls, ClientAuthRequired: false } },
    Metrics: { Provider: 'disabled' },
    // Channels are joined here, by whoever shows a certificate of the organisation's.
    Admin: { ListenAddress: bind(ordererAdmin), TLS: { ...tls, ClientAuthRequired: true, ClientRootCAs: [ca ?? ''] } },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    Consensus: { WALDir: `${data}/wal`, SnapDir: `${data}/snapshot` },
  };
}
