# Sourced. The images of the monitor and of the simulated node. The working folder is the repository's root.
# A caller's SDK_IMAGE, RUNTIME_IMAGE, ASPNET_IMAGE and BUSYBOX_IMAGE replace the stand-ins made of this machine's packages.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

readonly MONITOR_IMAGE=alephzero-monitor:dev
readonly SIMULATOR_IMAGE=alephzero-node-simulator:dev

build_images() {
    build_monitor_image
    build_simulator_image
}

build_monitor_image() {
    [[ -n ${RUNTIME_IMAGE:-} ]] || tools/machine/base-images.sh runtime-deps
    build_source_image "$MONITOR_IMAGE" "${RUNTIME_IMAGE:-alephzero-local/runtime-deps:10.0}"
}

build_simulator_image() {
    [[ -n ${ASPNET_IMAGE:-} ]] || tools/machine/base-images.sh aspnet
    build_source_image "$SIMULATOR_IMAGE" "${ASPNET_IMAGE:-alephzero-local/aspnet:10.0}" -f tools/NodeSimulator/Dockerfile
}

# build_source_image NAME RUNTIME_IMAGE DOCKER_BUILD_ARGUMENT...
build_source_image() {
    local image=$1 runtime=$2 arguments=("${@:3}")
    [[ -n ${SDK_IMAGE:-} ]] || tools/machine/base-images.sh sdk
    # Without its value: taken from the environment. Only if it is there, so that it stays unset in the build otherwise.
    [[ -z ${NUGET_CERT_REVOCATION_MODE:-} ]] || arguments+=(--build-arg NUGET_CERT_REVOCATION_MODE)
    build_image "$image" \
        --build-arg SDK_IMAGE="${SDK_IMAGE:-alephzero-local/sdk:10.0}" --build-arg RUNTIME_IMAGE="$runtime" "${arguments[@]}" .
}

# Where its packages are missing, the tests of units are skipped.
make_systemd_image() {
    [[ -x /lib/systemd/systemd && -x /usr/lib/polkit-1/polkitd && -x /usr/bin/dbus-daemon ]] ||
        install_packages "systemd with polkit" systemd-sysv dbus polkitd || return 1
    tools/machine/base-images.sh systemd
}

make_busybox_image() { [[ -n ${BUSYBOX_IMAGE:-} ]] || tools/machine/base-images.sh busybox; }

# build_image NAME DOCKER_BUILD_ARGUMENT... : its output is shown only when it fails. The layer cache skips what is unchanged.
build_image() {
    local image=$1 log
    shift
    say "building the image $image"
    log=$(mktemp)
    # On the host's network: restoring needs it, also where the engine's own bridge has no way out.
    if docker build --network host -t "$image" "$@" </dev/null >"$log" 2>&1; then
        rm "$log"
    else
        tail -n 60 "$log" >&2
        rm "$log"
        fail "docker build of $image"
    fi
}
