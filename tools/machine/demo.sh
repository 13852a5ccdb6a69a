# Sourced. demo BINARY : a simulated network and a node that falls behind it, rescued by the monitor before the viewer's eyes.

source "$(dirname "${BASH_SOURCE[0]}")/images.sh"

readonly DEMO=alephzero-demo-$$
readonly DEMO_LIMIT_SECONDS=180
readonly DEMO_BLOCKS_PER_SECOND=5
readonly DEMO_BLOCKS_IN_STEP=60
readonly NETWORK_WAIT_SECONDS=30

demo() {
    trap end_demo EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    start_simulated_world
    cat <<TEXT

A simulated Aleph Zero network makes $DEMO_BLOCKS_PER_SECOND blocks a second; a node in the container $DEMO-node falls behind it.
Within a minute the monitor sees it more than 100 blocks behind, restarts it, and sees it in step again.

TEXT
    start_node_log
    if ! watch_the_rescue "$1"; then
        fail "the node of the demo was not rescued (within $DEMO_LIMIT_SECONDS seconds at most)"
        return 1
    fi
    stop_logs
    show_what_to_type
}

start_simulated_world() {
    docker network create "$DEMO" >/dev/null
    docker run -d --name "$DEMO-network" --network "$DEMO" -p 127.0.0.1::9955 "$SIMULATOR_IMAGE" \
        network --port 9955 --speed "$DEMO_BLOCKS_PER_SECOND" >/dev/null
    NETWORK_ADDRESS=$(docker port "$DEMO-network" 9955/tcp | head -n 1)
    await_network
    docker run -d --name "$DEMO-node" --network "$DEMO" "$SIMULATOR_IMAGE" \
        node --scenario falls-behind --after "$DEMO_BLOCKS_IN_STEP" --speed "$DEMO_BLOCKS_PER_SECOND" \
        --network "http://$DEMO-network:9955" >/dev/null
}

# The engine accepts connections at once, the program behind it a moment later: so an answer is waited for.
await_network() {
    local second
    for ((second = 0; second < NETWORK_WAIT_SECONDS; second++)); do
        if (
            exec 3<>"/dev/tcp/${NETWORK_ADDRESS/://}"
            printf 'GET / HTTP/1.0\r\n\r\n' >&3
            read -r -t 2 -u 3
        ) 2>/dev/null; then return; fi
        sleep 1
    done
    docker logs "$DEMO-network" >&2
    fail "the simulated network did not start within $NETWORK_WAIT_SECONDS seconds"
}

# In a process group of its own, so that it can be stopped together with what it runs.
start_node_log() {
    set -m
    follow_node_log &
    NODE_LOG_GROUP=$!
    disown
    set +m
}

# The few lines that tell the story. The engine ends a followed log when its container stops, so it is taken up again
# after the restart.
follow_node_log() {
    local since=0
    while docker container inspect "$DEMO-node" >/dev/null 2>&1; do
        docker logs -f --since "$since" "$DEMO-node" 2>&1
        since=$(date +%s.%N)
        sleep 0.2
    done | grep --line-buffered -E 'version|Highest known block|major sync' | sed -u 's/^/node    | /'
}

# Shows the monitor's log until it has told of a restart and then of a node in step; false when it did not in time.
watch_the_rescue() {
    local binary=$1 lines line restarted='' deadline=$((SECONDS + DEMO_LIMIT_SECONDS))
    # A clean environment: a setting of the caller's (DRY_RUN, a threshold) must not change the story. And without the
    # grace after a start, which would only lengthen the wait by a minute. Its history is not that of a monitor of this machine.
    DEMO_DATA=$(mktemp -d)
    exec {lines}< <(exec env -i ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} CONTAINER_NAME="$DEMO-node" \
        RPC_URL="http://$NETWORK_ADDRESS" CHECK_INTERVAL=5 START_GRACE=0 HTTP_PORT=0 DATA_DIR="$DEMO_DATA" "$binary" 2>&1)
    MONITOR_PROCESS=$!
    while ((SECONDS < deadline)) && IFS= read -r -t $((deadline - SECONDS)) -u "$lines" line; do
        printf 'monitor | %s\n' "$line"
        case $line in
            *": restarting it: "*) restarted=yes ;;
            *": InStep;"*) [[ -z $restarted ]] || return 0 ;;
        esac
    done
    return 1
}

show_what_to_type() {
    cat <<'TEXT'

The node was rescued. For a node of your own, whose container is called my-node:
    CONTAINER_NAME=my-node ./run.sh
or with the monitor in a container itself:
    docker build -t alephzero-monitor .
    docker run -d -e CONTAINER_NAME=my-node -v /var/run/docker.sock:/var/run/docker.sock --name alephzero-monitor alephzero-monitor
TEXT
}

stop_logs() {
    [[ -z ${MONITOR_PROCESS:-} ]] || kill "$MONITOR_PROCESS" 2>/dev/null || true
    [[ -z ${NODE_LOG_GROUP:-} ]] || kill -- "-$NODE_LOG_GROUP" 2>/dev/null || true
}

end_demo() {
    local status=$?
    trap - EXIT
    stop_logs
    [[ -z ${DEMO_DATA:-} ]] || rm -rf "$DEMO_DATA"
    docker rm -f "$DEMO-node" "$DEMO-network" >/dev/null 2>&1 || true
    docker network rm "$DEMO" >/dev/null 2>&1 || true
    exit "$status"
}
