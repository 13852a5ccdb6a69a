#!/usr/bin/env bash
# base-images.sh sdk|runtime-deps|aspnet|systemd|haproxy|busybox... : makes stand-ins for the Microsoft base images and for busybox of
# this machine's own Debian packages and .NET SDK, for machines that reach no image registry. Does nothing for an image
# that is current. Run, not sourced, so that any failing step ends it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

# The label that holds what an image was made from.
readonly RECIPE_LABEL=alephzero-local.recipe

readonly RUNTIME_PACKAGES=(libc6 libgcc-s1 libstdc++6 libssl3)
# dash: MSBuild runs its commands by /bin/sh. sed, grep: the linker step looks at the linker's version.
readonly SDK_PACKAGES=("${RUNTIME_PACKAGES[@]}" bash dash coreutils sed grep findutils gcc libc6-dev binutils zlib1g-dev)

# A machine with systemd, to run units in; what the monitor's binary needs; and tools for install.sh.
readonly SYSTEMD_PACKAGES=("${RUNTIME_PACKAGES[@]}" systemd systemd-sysv dbus polkitd bash dash coreutils grep sed)

make_stand_in() {
    case $1 in
        sdk) make_image alephzero-local/sdk:10.0 stage_sdk "${SDK_PACKAGES[@]}" ;;
        runtime-deps) make_image alephzero-local/runtime-deps:10.0 stage_runtime "${RUNTIME_PACKAGES[@]}" ;;
        aspnet) make_image alephzero-local/aspnet:10.0 stage_aspnet "${RUNTIME_PACKAGES[@]}" ;;
        systemd) make_image alephzero-local/systemd:1 stage_systemd "${SYSTEMD_PACKAGES[@]}" ;;
        haproxy) make_image alephzero-local/haproxy:1 stage_haproxy haproxy ;;
        busybox) make_image alephzero-local/busybox:1 stage_busybox ;;
        *) fail "no base image called $1" ;;
    esac
}

# make_image NAME STAGE_FUNCTION PACKAGE... : STAGE_FUNCTION fills the folder $ROOT and prints the image's settings.
make_image() {
    local image=$1 stage_function=$2 recipe setting settings=()
    shift 2
    recipe=$(recipe_of "$@")
    if [[ $(recipe_label_of "$image") == "$recipe" ]]; then return; fi
    say "making the base image $image from this machine's packages"
    ROOT=$SCRATCH/${stage_function}
    mkdir -m 755 "$ROOT"
    "$stage_function" >"$ROOT.settings"
    while IFS= read -r setting; do settings+=(--change "$setting"); done <"$ROOT.settings"
    tar -C "$ROOT" --owner=0 --group=0 --numeric-owner -cf - . |
        docker import --change "LABEL $RECIPE_LABEL=$recipe" "${settings[@]}" - "$image" >/dev/null
}

recipe_label_of() { docker image inspect -f "{{index .Config.Labels \"$RECIPE_LABEL\"}}" "$1" 2>/dev/null || true; }

# Anything that changes an image's content: this file, the packages' versions, the SDK, the certificates.
recipe_of() {
    {
        cat "${BASH_SOURCE[0]}" /etc/ssl/certs/ca-certificates.crt
        if (($# > 0)); then dpkg-query -W "$@"; fi
        dotnet --version
    } | sha256sum | cut -c1-16
}

stage_sdk() {
    local sdk
    sdk=sdk/$(dotnet --version)
    stage_skeleton
    # shellcheck disable=SC2046 # One package a word.
    package_files $(with_dependencies "${SDK_PACKAGES[@]}") | stage_files
    # What publishing needs; not F#, the extra tools, test hosts, templates and translations.
    stage_dotnet --exclude="$sdk/FSharp" --exclude="$sdk/DotnetTools" --exclude="$sdk/TestHost*" --exclude='*.resources.dll' \
        dotnet host shared packs sdk-manifests "$sdk"
    echo 'ENV PATH=/usr/sbin:/usr/bin'
    echo 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1'
}

# Like the chiseled image: no shell, no package manager, and not root unless the Dockerfile says so.
stage_runtime() {
    stage_skeleton
    package_files "${RUNTIME_PACKAGES[@]}" | shared_libraries_only | stage_files
    echo 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'
    echo 'USER 1654'
}

stage_aspnet() {
    stage_runtime
    stage_dotnet dotnet host shared
    echo 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 ASPNETCORE_HTTP_PORTS=8080'
}

stage_systemd() {
    local account
    stage_skeleton
    # shellcheck disable=SC2046 # One package a word.
    package_files $(with_dependencies "${SYSTEMD_PACKAGES[@]}") | stage_files
    # What the packages do when they are installed.
    for account in messagebus polkitd; do
        grep "^$account:" /etc/passwd >>"$ROOT/etc/passwd"
        grep "^$account:" /etc/group >>"$ROOT/etc/group"
    done
    grep '^systemd-journal:' /etc/group >>"$ROOT/etc/group"
    mkdir -p "$ROOT/etc/polkit-1/rules.d" "$ROOT/etc/systemd/system"
    : >"$ROOT/etc/machine-id"
    echo 'ENV container=docker PATH=/usr/local/bin:/usr/sbin:/usr/bin'
    echo 'CMD ["/lib/systemd/systemd", "--unit=basic.target"]'
}

stage_haproxy() {
    stage_skeleton
    # shellcheck disable=SC2046 # One package a word.
    { package_files $(with_dependencies haproxy) | shared_libraries_only; echo usr/sbin/haproxy; } | stage_files
    echo 'ENV PATH=/usr/sbin'
}

# The package is only unpacked: installing it would push out another busybox of this machine.
stage_busybox() {
    local package=$SCRATCH/busybox-static applet
    say "fetching busybox-static by apt-get (not installed)"
    refresh_package_lists
    mkdir "$package"
    (cd "$package" && apt-get download -qq -o APT::Sandbox::User=root busybox-static >&2 && dpkg-deb -x busybox-static_*.deb .)
    mkdir -p "$ROOT"/{bin,etc,tmp,proc,sys,dev}
    chmod 1777 "$ROOT/tmp"
    cp "$package/bin/busybox" "$ROOT/bin/busybox"
    for applet in $("$ROOT/bin/busybox" --list); do
        if [[ $applet != busybox ]]; then ln -s busybox "$ROOT/bin/$applet"; fi
    done
    echo 'root:x:0:0:root:/:/bin/sh' >"$ROOT/etc/passwd"
    echo 'ENV PATH=/bin'
    echo 'CMD ["sh"]'
}

# Folders, users, name resolution and certificates, as every .NET image needs them.
stage_skeleton() {
    local folder
    mkdir -p "$ROOT"/{usr/bin,usr/sbin,usr/lib/ssl,usr/lib64,etc/ssl/certs,root,home/app,var/tmp,tmp,proc,sys,dev}
    chmod 1777 "$ROOT/tmp" "$ROOT/var/tmp"
    for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$ROOT/$folder"; done
    printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'app:x:1654:1654::/home/app:/bin/false' >"$ROOT/etc/passwd"
    printf '%s\n' 'root:x:0:' 'app:x:1654:' >"$ROOT/etc/group"
    echo 'hosts: files dns' >"$ROOT/etc/nsswitch.conf"
    # Where OpenSSL, and so .NET, looks for the system's certificates.
    ln -s /etc/ssl/certs "$ROOT/usr/lib/ssl/certs"
    cp /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/"
}

# The installed packages that the given ones need, themselves included.
with_dependencies() {
    local packages
    mapfile -t packages < <(apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
        --no-enhances "$@" | grep -E '^[a-z0-9]')
    # Of alternatives, one is installed.
    dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' "${packages[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort -u
}

# Paths of the packages' files, relative to / and as they are since /bin, /lib and so on are links into /usr.
package_files() {
    local package
    for package in "$@"; do dpkg-query -L "$package"; done |
        sed -nE 's#^/(bin|sbin|lib|lib64)/#/usr/\1/#; \#^/usr/share/(doc|man|locale|info|lintian|bash-completion)(/|$)#d; s#^/##p' |
        sort -u
}

# Without the character-set converters, which an invariant program never loads.
shared_libraries_only() { grep -E '^usr/lib.*\.so(\.[0-9.]+)?$' | grep -v /gconv/; }

# Copies the files whose paths it reads; folders come along by their files.
stage_files() {
    local path
    while IFS= read -r path; do
        if [[ -L /$path || -f /$path ]]; then printf '%s\n' "$path"; fi
    done | tar -C / --no-recursion -cf - -T - | tar -C "$ROOT" --keep-directory-symlink -xf -
}

# stage_dotnet [--exclude=PATTERN...] PART... : these parts of the machine's .NET folder.
stage_dotnet() {
    mkdir -p "$ROOT/usr/share/dotnet"
    tar -C "$(dirname "$(readlink -f "$(command -v dotnet)")")" -cf - "$@" | tar -C "$ROOT/usr/share/dotnet" -xf -
    ln -s ../share/dotnet/dotnet "$ROOT/usr/bin/dotnet"
}

is_debian || fail "base images can be made on Debian only; name others in SDK_IMAGE, RUNTIME_IMAGE, ASPNET_IMAGE, BUSYBOX_IMAGE"
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
for name in "$@"; do make_stand_in "$name"; done
