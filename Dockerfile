# Every version is exact, so that the same commit is the same image. test/docker runs these steps.
# A tag can be moved. To hold to what it names today, put @sha256:<digest> behind both FROM lines'
# tags, from: docker buildx imagetools inspect node:24.21.0-trixie-slim
ARG NODE_VERSION=24.21.0
ARG PNPM_VERSION=12.21.0

FROM node:${NODE_VERSION}-trixie-slim AS source
ARG PNPM_VERSION
WORKDIR /app
RUN npm install --global pnpm@${PNPM_VERSION}
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./

FROM source AS console
RUN pnpm install --frozen-lockfile --filter .
COPY shared shared
COPY web web
COPY vite.config.ts tsconfig.json ./
RUN pnpm build

FROM source AS packages
RUN pnpm install --frozen-lockfile --prod --filter .
COPY shared shared
COPY bff bff
# Ends at once, for want of settings; what it compiled makes each start of the image a fast one.
RUN node bff/main.ts 2>/dev/null || test $? -eq 78

FROM node:${NODE_VERSION}-trixie-slim
WORKDIR /app
COPY package.json LICENSE ./
COPY shared shared
COPY bff bff
COPY --from=packages /app/node_modules node_modules
COPY --from=console /app/dist dist
# Owned by root: the process can change nothing that it runs.
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# Alive, not ready: a container is not to be restarted because MobilePay is away.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# In MB. Small, so that the buffers of long answers go early and cheaply: with the default of 32 they
# are left to full collections, which then take a third of the processor.
CMD ["node", "--max-semi-space-size=4", "bff/main.ts"]
