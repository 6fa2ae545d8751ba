# The images of docker-compose.yaml: --target setup, contracts or gateway.

FROM node:20-slim AS manifests
WORKDIR /suyuan
COPY package.json package-lock.json .npmrc ./
COPY domain/package.json domain/
COPY block/package.json block/
COPY chaincode/package.json chaincode/
COPY client/package.json client/
COPY gateway/package.json gateway/
COPY network/embedded/package.json network/embedded/
COPY network/config/package.json network/config/
COPY network/native/package.json network/native/
COPY network/containers/package.json network/containers/
COPY web/package.json web/
COPY scripts/package.json scripts/
# A mirror of npm's registry, where it is out of reach.
ARG NPM_REGISTRY
ENV NPM_CONFIG_REGISTRY=${NPM_REGISTRY:-https://registry.npmjs.org}

FROM manifests AS build
RUN npm install --no-save --include=dev --loglevel=error
COPY . .
RUN npm run build
RUN npm run --silent contracts -- bundle --out contracts.cjs

# The release archive, checked against its digest: Fabric's images hold one program each, linked for another system.
FROM build AS programs
ARG FABRIC_DOWNLOADS
RUN node scripts/dist/containers.js programs /opt/fabric

# What runs needs no compilers and no tests.
FROM manifests AS setup-modules
RUN npm install --no-save --omit=dev --loglevel=error --workspace @suyuan/scripts

FROM manifests AS gateway-modules
RUN npm install --no-save --omit=dev --loglevel=error --workspace @suyuan/gateway

# Makes the network's files and opens its channel: the one container that holds all keys.
FROM node:20-slim AS setup
WORKDIR /suyuan
COPY --from=setup-modules /suyuan ./
COPY --from=programs /opt/fabric /opt/fabric
COPY --from=build /suyuan/domain/dist domain/dist
COPY --from=build /suyuan/block/dist block/dist
COPY --from=build /suyuan/chaincode/dist chaincode/dist
COPY --from=build /suyuan/client/dist client/dist
COPY --from=build /suyuan/gateway/dist gateway/dist
COPY --from=build /suyuan/network/embedded/dist network/embedded/dist
COPY --from=build /suyuan/network/config/dist network/config/dist
COPY --from=build /suyuan/network/native/dist network/native/dist
COPY --from=build /suyuan/network/containers/dist network/containers/dist
COPY --from=build /suyuan/scripts/dist scripts/dist
COPY --from=build /suyuan/contracts.cjs contracts.cjs
COPY samples samples
# Where volumes are mounted: a new volume takes its owner from here.
RUN mkdir -p /network /keys \
    /crypto/peerOrganizations/producer.suyuan.internal \
    /crypto/peerOrganizations/distributor.suyuan.internal \
    /crypto/peerOrganizations/lab.suyuan.internal \
    /crypto/peerOrganizations/regulator.suyuan.internal \
  && chown -R node:node /network /keys /crypto
ENV NODE_ENV=production FABRIC_BIN=/opt/fabric
USER node
ENTRYPOINT ["node", "scripts/dist/containers.js"]

# An organisation's contract process: one file, configured by its environment (docs/operations.md).
FROM node:20-slim AS contracts
WORKDIR /suyuan
COPY --from=build /suyuan/contracts.cjs ./
ENV NODE_ENV=production NODE_OPTIONS=--disable-warning=DeprecationWarning
USER node
EXPOSE 9999
HEALTHCHECK --interval=2s --timeout=2s --retries=30 \
  CMD ["node", "-e", "require('node:net').connect(9999, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"]
CMD ["node", "/suyuan/contracts.cjs"]

# An organisation's gateway, with its pages.
FROM node:20-slim AS gateway
WORKDIR /suyuan
COPY --from=gateway-modules /suyuan ./
COPY --from=build /suyuan/domain/dist domain/dist
COPY --from=build /suyuan/block/dist block/dist
COPY --from=build /suyuan/gateway/dist gateway/dist
COPY --from=build /suyuan/web/dist web/dist
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production SUYUAN_HOST=0.0.0.0 SUYUAN_PORT=8080 SUYUAN_DATA=/data
# Metrics, for Prometheus in the containers' own network: this port is not published.
ENV SUYUAN_METRICS_HOST=0.0.0.0 SUYUAN_METRICS_PORT=9464
USER node
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --retries=30 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "gateway/dist/main.js"]
