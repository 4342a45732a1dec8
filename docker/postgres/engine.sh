#!/usr/bin/env bash
# Gives the tests a Docker engine on a machine without systemd.
#   engine.sh start   does nothing when an engine answers; else installs it (Debian/Ubuntu, root) and starts dockerd
#   engine.sh stop    stops the engine that `start` started from this checkout, and no other
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
state="$root/.data/docker-engine"
log="$state/dockerd.log"

fail() { echo "engine.sh: $*" >&2; exit 1; }
answers() { timeout 10 docker info --format '{{.ServerVersion}}' >/dev/null 2>&1; }

# The kernel reuses process ids: a remembered one counts only while it is dockerd's.
own_pid() {
  local pid
  pid="$(cat "$state/pid" 2>/dev/null)" || return 1
  [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == dockerd ]] && echo "$pid"
}

stop() {
  local pid
  if pid="$(own_pid)"; then
    kill "$pid"
    for _ in $(seq 150); do [[ -d "/proc/$pid" ]] || break; sleep 0.2; done
    [[ ! -d "/proc/$pid" ]] || fail "dockerd ($pid) has not ended in 30 s; see $log."
    echo "Docker engine stopped."
  fi
  rm -f "$state/pid"
}

install_engine() {
  command -v dockerd >/dev/null && command -v docker >/dev/null && command -v iptables >/dev/null && return
  [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null ||
    fail "no Docker engine answers, and it can be installed here only as root on Debian or Ubuntu: start Docker yourself."
  echo "Installing docker.io and iptables from the distribution."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables >/dev/null
}

# Starts dockerd with the given flags; false when it dies or does not answer in 30 s.
try_start() {
  : >"$log"
  setsid dockerd "$@" </dev/null >>"$log" 2>&1 &
  local pid=$!
  echo "$pid" >"$state/pid"
  for _ in $(seq 150); do
    [[ -d "/proc/$pid" ]] || return 1
    if answers; then echo "Docker engine $(docker info --format '{{.ServerVersion}}, storage {{.Driver}}') started${*:+ with $*}."; return 0; fi
    sleep 0.2
  done
  stop
  return 1
}

start() {
  if answers; then echo "Docker engine $(docker info --format '{{.ServerVersion}}') answers already."; return; fi
  install_engine
  if answers; then echo "Docker engine answers."; return; fi
  [[ "$(id -u)" == 0 ]] || fail "no Docker engine answers: start it, or run this as root."
  mkdir -p "$state"
  # Containers without firewall rights cannot write iptables rules; nested file systems refuse overlay.
  try_start && return
  try_start --iptables=false --ip6tables=false && return
  try_start --iptables=false --ip6tables=false --storage-driver=vfs && return
  rm -f "$state/pid"
  fail "dockerd does not start: $(grep -v 'level=info' "$log" | tail -n 1) (whole log: $log)."
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) fail "usage: engine.sh start|stop" ;;
esac
