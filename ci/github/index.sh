#!/usr/bin/env bash
# Unpacks the index from its pack, which a cache may have kept. The pack is checked every time: a cache is no witness.
set -euo pipefail
fail() {
  echo "::error title=Ringfence: the change was NOT checked::$1"
  echo "error[action/index]: $1" >&2
  exit 3
}
index=$RUNNER_TEMP/ringfence-index
[[ $RINGFENCE_PACK_SHA256 =~ ^[0-9a-f]{64}$ ]] || fail "the input index-sha256 is no SHA-256"
is_pack() { [ -f "$1" ] && echo "$RINGFENCE_PACK_SHA256  $1" | sha256sum --check --status -; }
pack=$RINGFENCE_PACK
if [[ $pack =~ ^([^/]+/[^@/]+)@([^:]+):(.+)$ ]]; then
  repository=${BASH_REMATCH[1]} tag=${BASH_REMATCH[2]} file=${BASH_REMATCH[3]}
  # The folder that the action's cache keeps.
  pack=$RUNNER_TEMP/ringfence-pack/$file
  if ! is_pack "$pack"; then
    rm -rf "$RUNNER_TEMP/ringfence-pack"
    mkdir -p "$RUNNER_TEMP/ringfence-pack"
    gh release download "$tag" --repo "$repository" --pattern "$file" --dir "$RUNNER_TEMP/ringfence-pack" --clobber ||
      fail "could not download the index $file of $repository $tag; check its name and the network"
  fi
fi
[ -f "$pack" ] || fail "there is no index pack at $pack"
is_pack "$pack" || fail "the index pack is not the file with the SHA-256 $RINGFENCE_PACK_SHA256"
rm -rf "$index"
ringfence index import "$index" "$pack" || fail "the index pack could not be unpacked"
