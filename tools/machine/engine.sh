# Sourced. ensure_engine: a Docker engine that answers, installed and started only when there is none.
# An engine that runs is never restarted or stopped.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

readonly ENGINE_WAIT_SECONDS=60
readonly ENGINE_PID_FILE=/var/run/docker.pid
readonly ENGINE_LOG=${TMPDIR:-/tmp}/dockerd.log

engine_answers() { command -v docker >/dev/null && docker info >/dev/null 2>&1; }

# Its process id may be another process's by now, where /var/run outlives a reboot.
engine_process_runs() {
    [[ -s $ENGINE_PID_FILE && $(cat "/proc/$(<"$ENGINE_PID_FILE")/comm" 2>/dev/null) == dockerd ]]
}

ensure_engine() {
    engine_answers && return
    if [[ -n ${DOCKER_HOST:-} ]]; then
        fail "the Docker engine at DOCKER_HOST=$DOCKER_HOST does not answer (or there is no docker client)"
        return 1
    fi
    if ! command -v docker >/dev/null || ! command -v dockerd >/dev/null || ! command -v iptables >/dev/null; then
        install_packages "the Docker engine" docker.io iptables || return 1
    fi
    start_engine && await_engine
}

start_engine() {
    # Installing may have started it, or it is still on its way up.
    engine_process_runs && return
    say "starting the Docker engine"
    if [[ -d /run/systemd/system ]]; then
        as_root systemctl start docker
    else
        # With a stale one it would refuse to start.
        as_root rm -f "$ENGINE_PID_FILE"
        # Its own session: the engine must outlive this script and not get its Ctrl-C.
        as_root setsid --fork dockerd >"$ENGINE_LOG" 2>&1 </dev/null
    fi
}

await_engine() {
    local second
    for ((second = 0; second < ENGINE_WAIT_SECONDS; second++)); do
        engine_answers && return
        sleep 1
    done
    [[ -r $ENGINE_LOG ]] && tail -n 20 "$ENGINE_LOG" >&2
    if engine_process_runs; then
        fail "the Docker engine runs but does not answer $(id -un): run this as root or as a member of the group docker"
    else
        fail "the Docker engine did not start within $ENGINE_WAIT_SECONDS seconds"
    fi
}
