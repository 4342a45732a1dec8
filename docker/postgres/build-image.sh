#!/usr/bin/env bash
# Makes the image postgres:15 available to the local Docker engine: the official one where a registry can be reached,
# else one built from Debian's packages with the same environment variables. Does nothing when it is there already.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
image=postgres:15
suite=bookworm # the Debian release whose PostgreSQL is 15
label=aiwebbuilder.recipe
recipe="$(cat "$here/build-image.sh" "$here/entrypoint.sh" | sha256sum | cut -c1-16)"

fail() { echo "build-image.sh: $*" >&2; exit 1; }

docker info >/dev/null 2>&1 || fail "no Docker engine answers: run docker/postgres/engine.sh start first."

if docker image inspect "$image" >/dev/null 2>&1; then
  built_by="$(docker image inspect --format "{{index .Config.Labels \"$label\"}}" "$image")"
  # The official image has no such label; one of ours made by an older recipe is replaced.
  if [[ -z "$built_by" || "$built_by" == "$recipe" ]]; then
    echo "$image is there${built_by:+ (built from Debian packages)}."
    exit 0
  fi
elif timeout 300 docker pull --quiet "$image" >/dev/null 2>&1; then
  echo "$image pulled from the registry."
  exit 0
fi

[[ "$(id -u)" == 0 ]] || fail "no registry can be reached, and building $image from Debian packages needs root."
if ! command -v debootstrap >/dev/null || [[ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]]; then
  command -v apt-get >/dev/null || fail "debootstrap is missing: install it."
  echo "Installing debootstrap from the distribution."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    debootstrap debian-archive-keyring >/dev/null
fi

echo "Building $image from Debian packages ($suite), about a minute."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
debootstrap --variant=minbase --include=postgresql-15,gosu \
  --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
  "$suite" "$work/root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/log" 2>&1 ||
  fail "debootstrap failed: $(tail -n 1 "$work/log")"
install -m 755 "$here/entrypoint.sh" "$work/root/usr/local/bin/entrypoint.sh"

# The package makes a cluster of its own, which nobody uses here; documentation and package lists are dead weight.
tar -C "$work/root" --numeric-owner \
  --exclude='./var/lib/postgresql/15' --exclude='./etc/postgresql/15' \
  --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' --exclude='./usr/share/doc/*' \
  --exclude='./usr/share/man/*' --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' \
  -c . |
  docker import \
    --change 'ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV LANG=C.UTF-8' \
    --change 'ENV PGDATA=/var/lib/postgresql/data' \
    --change 'VOLUME /var/lib/postgresql/data' \
    --change 'EXPOSE 5432' \
    --change "LABEL $label=$recipe" \
    --change 'ENTRYPOINT ["entrypoint.sh"]' \
    --change 'CMD ["postgres"]' \
    - "$image" >/dev/null
echo "$image built: $(docker image inspect --format '{{.Size}}' "$image" | awk '{ printf "%d MB", $1 / 1000000 }')."
