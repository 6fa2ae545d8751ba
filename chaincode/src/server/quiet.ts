import contractLoggers from 'fabric-contract-api/lib/logger.js';
import shimLoggers from 'fabric-shim/lib/logger.js';

const SHIM = [
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
  'lib/chaincode.js',
  'lib/handler.js',
  'lib/iterators.js',
  'lib/server.js',
  'lib/stub.js',
];
const CONTRACT_API = ['./lib/jsontransactionserializer.js', './lib/contract.js'];

const nothing = (): void => undefined;

/**
 * The shim formats every debug call though it is off (10 to 20 % of a bundle's time), and prints each refusal with its
 * arguments: of all it says, warnings and errors are handed on, as text.
 */
export function quieten(onError: (text: string) => void): void {
  const say = (...parts: readonly unknown[]): void => onError(parts.map(String).join(' '));
  const quiet = { debug: nothing, info: nothing, warn: say, error: say };
  for (const name of SHIM) Object.assign(shimLoggers.getLogger(name), quiet);
  for (const name of CONTRACT_API) Object.assign(contractLoggers.getLogger(name), quiet);
}
