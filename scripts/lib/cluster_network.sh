# The laboratory's networks: one namespace a host, and one in front of them that holds the switch and the people. Sourced by
# scripts/cluster; MARK and HOSTS are set. Nothing of it is in the machine's own network.
# shellcheck shell=bash

address_of() { say "10.77.0.$1"; }
FRONT_ADDRESS=10.77.0.250

network_of() { say "$MARK-$1"; }
network_exists() { [[ -e "/run/netns/$(network_of "$1")" ]]; }

# in_network HOST COMMAND...
in_network() {
    local network
    network=$(network_of "$1")
    shift
    nsenter --net="/run/netns/$network" -- "$@"
}

make_network() {
    local place host
    for place in front "${HOSTS[@]}"; do
        ip netns add "$(network_of "$place")"
        in_network "$place" ip link set lo up
    done
    in_network front ip link add switch type bridge
    in_network front ip address add "$FRONT_ADDRESS/24" dev switch
    in_network front ip link set switch up
    for host in "${HOSTS[@]}"; do
        in_network front ip link add "to$host" type veth peer name eth0 netns "$(network_of "$host")"
        in_network front ip link set "to$host" master switch up
        in_network "$host" ip address add "$(address_of "$host")/24" dev eth0
        in_network "$host" ip link set eth0 up
    done
}

remove_network() {
    local place
    for place in "${HOSTS[@]}" front; do
        ! network_exists "$place" || ip netns delete "$(network_of "$place")"
    done
}

# Nobody is told: what is sent is lost, as at a switch that has failed.
host_cut() { in_network front ip link set "to$1" nomaster; }
host_heal() { in_network front ip link set "to$1" master switch; }

pids_in() { ip netns pids "$(network_of "$1")"; }
