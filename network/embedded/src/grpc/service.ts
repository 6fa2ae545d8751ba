import type {
  handleBidiStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  ServiceDefinition,
} from '@grpc/grpc-js';

/** Messages are handed on as bytes: what is in them is read once, where it is needed, and blocks are sent as they are stored. */
const same = (bytes: Buffer): Buffer => bytes;

function method(path: string, requestStream: boolean, responseStream: boolean) {
  return {
    ...{ path, requestStream, responseStream },
    ...{ requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same },
  };
}

/** `gateway.Gateway`, as a peer serves it. */
export const GATEWAY_SERVICE = {
  Evaluate: method('/gateway.Gateway/Evaluate', false, false),
  Endorse: method('/gateway.Gateway/Endorse', false, false),
  Submit: method('/gateway.Gateway/Submit', false, false),
  CommitStatus: method('/gateway.Gateway/CommitStatus', false, false),
  ChaincodeEvents: method('/gateway.Gateway/ChaincodeEvents', false, true),
} as const satisfies ServiceDefinition;

/** `protos.Deliver`, as a peer serves it. */
export const DELIVER_SERVICE = {
  Deliver: method('/protos.Deliver/Deliver', true, true),
  DeliverFiltered: method('/protos.Deliver/DeliverFiltered', true, true),
  DeliverWithPrivateData: method('/protos.Deliver/DeliverWithPrivateData', true, true),
} as const satisfies ServiceDefinition;

export type Unary = handleUnaryCall<Buffer, Buffer>;
export type Streaming = handleServerStreamingCall<Buffer, Buffer>;
export type Bidi = handleBidiStreamingCall<Buffer, Buffer>;
