import { readFileSync } from 'node:fs';

/** How a chaincode process is reached by its peer. */
export interface ServerSettings {
  /** `host:port` to listen on. */
  readonly address: string;
  /** The package's id, as its peer knows it. */
  readonly id: string;
  readonly tls?: {
    /** PEM. */
    readonly key: Buffer;
    readonly certificate: Buffer;
    /** Authorities of the peers that may call; whoever reaches the port where there are none. */
    readonly clientCa?: Buffer;
  };
}

/**
 * CHAINCODE_SERVER_ADDRESS and CORE_CHAINCODE_ID_NAME (or CHAINCODE_ID), and for TLS the files CHAINCODE_TLS_KEY,
 * CHAINCODE_TLS_CERT and, where peers must show a certificate, CHAINCODE_CLIENT_CA_CERT: the names of Fabric's samples.
 * Throws an Error that says what is missing.
 */
export function settingsFromEnvironment(env: NodeJS.ProcessEnv): ServerSettings {
  const { CHAINCODE_SERVER_ADDRESS: address, CHAINCODE_TLS_KEY: key, CHAINCODE_TLS_CERT: certificate } = env;
  const { CORE_CHAINCODE_ID_NAME: id = env['CHAINCODE_ID'], CHAINCODE_CLIENT_CA_CERT: clientCa } = env;
  if (!address || !id) throw new Error('CHAINCODE_SERVER_ADDRESS and CORE_CHAINCODE_ID_NAME must be set');
  if (!key !== !certificate) throw new Error('CHAINCODE_TLS_KEY and CHAINCODE_TLS_CERT belong together');
  if (clientCa && !key) throw new Error('CHAINCODE_CLIENT_CA_CERT is of no use without CHAINCODE_TLS_KEY');
  if (!key || !certificate) return { address, id };
  const tls = { key: readFileSync(key), certificate: readFileSync(certificate) };
  return { address, id, tls: clientCa ? { ...tls, clientCa: readFileSync(clientCa) } : tls };
}
