# What scripts/doctor looks at on the machine itself. Sourced after findings.sh; VAR is set.
# shellcheck shell=bash

# As nginx is told to queue (chatroom.conf.in).
BACKLOG=4096
# A socket costs nginx two descriptors; below this a few thousand people are the end.
FEW_DESCRIPTORS=16384

check_host() {
    check_system
    check_packages
    check_room
    check_memory
    check_swap
    check_descriptors
    check_clock
    check_kernel
}

check_system() {
    local name version
    name=$(sed -n 's/^PRETTY_NAME="\?\([^"]*\)"\?$/\1/p' /etc/os-release 2>/dev/null) || true
    version=$(sed -n 's/^\(ID\|VERSION_ID\)="\?\([^"]*\)"\?$/\2/p' /etc/os-release 2>/dev/null | LC_ALL=C sort | xargs) || true
    if [[ "$version" == "12 debian" ]]; then
        ok system "$name"
    else
        warning system "${name:-not known}" "The house is built for Debian 12 and tried there alone"
    fi
}

check_packages() {
    local missing
    if is_installed; then
        if dpkg-query -W -f='${db:Status-Status}' chatroom 2>/dev/null | grep -qx installed; then
            ok packages "the package chatroom is installed with what it needs"
        else
            wrong packages "neither the sources nor the package chatroom" "Install the package again"
        fi
        return
    fi
    # shellcheck disable=SC2046  # a list of names
    missing=$(comm -23 <("$ROOT/scripts/install-deps" --list | LC_ALL=C sort -u) \
        <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $("$ROOT/scripts/install-deps" --list) 2>/dev/null | awk '$1 == "installed" { print $2 }' | LC_ALL=C sort -u) | xargs)
    if [[ -z "$missing" ]]; then ok packages "all are there"; else wrong packages "missing: $missing" "Run scripts/install-deps"; fi
}

check_room() {
    local used free inodes
    read -r used free < <(df --output=pcent,avail -BM "$VAR" | tail -n 1 | tr -d '%M')
    by_limits disk "$used" 85 95 "$used % of the disk of $VAR is used, $free MB are free" "Make room: old backups and logs first, then a larger disk"
    inodes=$(df --output=ipcent "$VAR" | tail -n 1 | tr -dc 0-9)
    # Some file systems have as many as they like.
    by_limits inodes "${inodes:-0}" 85 95 "${inodes:-0} % of the inodes are used" "Find the folder with the many files: du --inodes -x / | sort -n | tail"
}

check_memory() {
    local total available free
    total=$(meminfo MemTotal) available=$(meminfo MemAvailable)
    free=$((100 * available / total))
    by_limits memory $((100 - free)) 90 97 "$((available / 1024)) of $((total / 1024)) MB are free" "See what takes it: ps -eo rss,args --sort=-rss | head"
}

meminfo() { awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo; }

# Pictures of documents lie in memory while they are looked at.
check_swap() {
    local device open='' used
    while read -r device _; do
        is_encrypted "$device" || open+=" $device"
    done < <(tail -n +2 /proc/swaps)
    if [[ -n "$open" ]]; then
        warning swap "not encrypted, as far as can be seen:$open" "Encrypt the swap (crypttab, with a key made at each start), or have none: swapoff -a"
        return
    fi
    used=$(($(meminfo SwapTotal) - $(meminfo SwapFree)))
    if (($(meminfo SwapTotal) == 0)); then
        ok swap none
    else
        by_limits swap $((100 * used / $(meminfo SwapTotal))) 60 90 "$((used / 1024)) MB of it are used" "There is not memory enough: see what takes it"
    fi
}

is_encrypted() {
    case "$1" in
        /dev/zram*) return 0 ;;
        /dev/dm-*) grep -qs '^CRYPT-' "/sys/block/${1#/dev/}/dm/uuid" ;;
        *) return 1 ;;
    esac
}

check_descriptors() {
    local most advice='Raise it: LimitNOFILE= of the units, or /etc/security/limits.conf'
    most=$(ulimit -Hn)
    if [[ "$most" == unlimited ]] || ((most >= FEW_DESCRIPTORS)); then
        ok descriptors "a process may have $most open"
    elif ((most >= 4096)); then
        warning descriptors "a process may have no more than $most open, which is $((most / 2)) sockets" "$advice"
    else
        wrong descriptors "a process may have no more than $most open, which is $((most / 2)) sockets" "$advice"
    fi
}

# Sessions, codes of a second step and signed links all end by the clock.
check_clock() {
    local advice='Install systemd-timesyncd or chrony: apt-get install systemd-timesyncd'
    if [[ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null)" == yes ]] || chronyc -n tracking 2>/dev/null | grep -q '^Leap status *: Normal'; then
        ok clock "set by NTP"
    elif [[ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null)" == no ]]; then
        wrong clock "not set by NTP" "$advice, then timedatectl set-ntp true"
    else
        warning clock "nothing here says whether it is set by NTP" "$advice, unless the host of this machine sets it"
    fi
}

check_kernel() {
    local most
    most=$(cat /proc/sys/net/core/somaxconn 2>/dev/null) || most=''
    if [[ -z "$most" ]]; then
        warning kernel "net.core.somaxconn cannot be read" "Look at it: sysctl net.core.somaxconn"
    elif ((most < BACKLOG)); then
        warning kernel "net.core.somaxconn is $most: at a rush newcomers are turned away" "Set it: sysctl -w net.core.somaxconn=$BACKLOG, and in /etc/sysctl.d"
    else
        ok kernel "net.core.somaxconn is $most"
    fi
}
