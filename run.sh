#!/usr/bin/env bash
# CONTAINER_NAME=my-node ./run.sh   watches that node; all settings of the environment reach the monitor as they are
# ./run.sh ARGUMENT...              any other command of the monitor, for example: ./run.sh --help
# ./run.sh                          a demo: a simulated node falls behind and is rescued
# Installs or starts what is missing, and builds the monitor when its sources are newer.
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

source "$root/tools/machine/toolchain.sh"
source "$root/tools/machine/engine.sh"
source "$root/tools/machine/native-binary.sh"
source "$root/tools/machine/demo.sh"

ensure_toolchain
# In a subshell: relative paths among the arguments are the caller's.
binary=$(cd "$root" && publish_native_binary)

if (($# > 0)); then
    exec "$binary" "$@"
fi

if [[ -n ${CONTAINER_NAME:-} ]]; then
    # An engine that is configured but does not answer is the monitor's to tell of, and to wait for.
    if [[ -n ${DOCKER_HOST:-} || -S /var/run/docker.sock ]]; then
        docker container inspect "${CONTAINER_NAME%%,*}" >/dev/null 2>&1 ||
            say "no container ${CONTAINER_NAME%%,*} is there now; the monitor waits for it (the demo: env -u CONTAINER_NAME ./run.sh)"
        exec "$binary"
    fi
    say "CONTAINER_NAME=$CONTAINER_NAME is set, but there is no Docker engine here, so no such container: playing the demo"
fi

ensure_engine
cd "$root"
build_simulator_image
demo "$binary"
