# Builds with BuildKit and with the classic builder. Other bases: --build-arg SDK_IMAGE=... RUNTIME_IMAGE=...
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble-aot
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

FROM ${SDK_IMAGE} AS build
# Reaches NuGet's environment only when given: "offline" where no revocation list can be fetched.
ARG NUGET_CERT_REVOCATION_MODE
WORKDIR /source

# The projects alone first: the packages stay in the layer cache until a project changes. Not in locked mode, since the
# lock files name the compiler of the SDK that wrote them, and the base image may have a later patch. Without the list
# of all platforms, whose compilers would be fetched too.
COPY global.json *.props ./
COPY src/AlephZeroMonitor.Core/*.csproj src/AlephZeroMonitor.Core/packages.lock.json src/AlephZeroMonitor.Core/
COPY src/AlephZeroMonitor.Watching/*.csproj src/AlephZeroMonitor.Watching/packages.lock.json src/AlephZeroMonitor.Watching/
COPY src/AlephZeroMonitor/*.csproj src/AlephZeroMonitor/packages.lock.json src/AlephZeroMonitor/
RUN dotnet restore src/AlephZeroMonitor --use-current-runtime -p:RuntimeIdentifiers=

COPY .editorconfig BannedSymbols.txt ./
COPY src/ src/
# The tags of git, which the version comes from elsewhere, are not here.
ARG VERSION=0.0.0-dev
RUN dotnet publish src/AlephZeroMonitor -c Release --use-current-runtime -p:RuntimeIdentifiers= -p:MinVerVersionOverride=${VERSION} --no-restore -o /out \
    && rm -f /out/*.pdb /out/*.dbg /out/*.xml && mkdir /data

FROM ${RUNTIME_IMAGE}
# The binary, and native libraries beside it when the publish made any.
COPY --from=build /out/ /usr/local/bin/
# For the history when no volume is there, also when the container is started as another user than root.
COPY --from=build --chown=1000:996 /data /data
ENV HTTP_BIND=0.0.0.0
EXPOSE 8080

# The program needs root to open the engine's socket, and then drops its rights by itself.
USER 0:0
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/usr/local/bin/alephzero-monitor", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/alephzero-monitor"]
CMD ["watch"]

ARG VERSION=0.0.0-dev
ARG REVISION=unknown
ARG CREATED=unknown
ARG SOURCE_URL
LABEL org.opencontainers.image.title="alephzero-monitor" \
      org.opencontainers.image.description="Restarts Aleph Zero node containers when, and only when, the evidence says that it helps" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="${SOURCE_URL}" \
      org.opencontainers.image.url="${SOURCE_URL}" \
      org.opencontainers.image.documentation="${SOURCE_URL}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
