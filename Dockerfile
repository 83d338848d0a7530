# The function, the pull-secret sync and the doctor, each a bundle on Node alone: no packages, no shell, no network.
# `make image` bundles first, so that the image holds the very files that the tests have run.
ARG BASE_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${BASE_IMAGE} AS files
USER 0
COPY package.json LICENSE dist/function.js dist/main.cjs dist/sync.js dist/doctor.js dist/part-*.js dist/THIRD_PARTY_LICENSES.txt /app/
COPY dist/code-cache.js dist/sample.yaml /build/
# V8 takes compiled code from its own version alone: that of the image's Node.
RUN ["/nodejs/bin/node", "/build/code-cache.js", "/app", "/build/sample.yaml"]
# kpt runs the image as nobody: readable by any user, whatever the umask of the checkout.
RUN ["/nodejs/bin/node", "-e", "for (const file of fs.readdirSync('/app')) fs.chmodSync(`/app/${file}`, 0o444)"]

FROM ${BASE_IMAGE}
ARG BASE_IMAGE
ARG IMAGE
ARG VERSION
ARG REVISION
LABEL org.opencontainers.image.title="enable-private-registries" \
      org.opencontainers.image.description="Makes Porch pull kpt functions from private registries: a KRM function and a pull-secret sync" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/enable-private-registries/enable-private-registries" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="${BASE_IMAGE}"
# The image's own name: the default of the option `syncImage`.
ENV ENABLE_PRIVATE_REGISTRIES_IMAGE=${IMAGE}
COPY --from=files /app/ /app/
USER 65532
# The whole command and no CMD: Porch takes one of the two, never both together.
ENTRYPOINT ["/nodejs/bin/node", "/app/function.js"]
