# Sourced. ensure_journal: a journal for the tests of the log driver journald, started only where systemd runs none.
# A journal that runs is never restarted or stopped.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

readonly JOURNAL_WAIT_SECONDS=10
readonly JOURNAL_SOCKET=/run/systemd/journal/socket
readonly JOURNAL_DAEMON=/lib/systemd/systemd-journald

# The socket's file may outlive its process.
journal_runs() { [[ -S $JOURNAL_SOCKET ]] && grep -qsx systemd-journal /proc/[0-9]*/comm; }

ensure_journal() {
    journal_runs && return
    [[ -x $JOURNAL_DAEMON ]] || install_packages "the journal" systemd || return 1
    say "starting the journal"
    as_root mkdir -p /run/systemd/journal /run/log/journal
    # Its own session, as the engine's: it must outlive this script, since containers may write to it.
    as_root setsid --fork "$JOURNAL_DAEMON" >/dev/null 2>&1 </dev/null
    local second
    for ((second = 0; second < JOURNAL_WAIT_SECONDS; second++)); do
        journal_runs && return
        sleep 1
    done
    # Not the end of it: the tests of that driver are skipped then.
    say "the journal did not start: the tests of the log driver journald will be skipped"
}
