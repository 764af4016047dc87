#!/usr/bin/env bash
# Unpacks the index, unless the cache held it.
set -euo pipefail
fail() {
  echo "::error title=Ringfence: the change was NOT checked::$1"
  echo "error[action/index]: $1" >&2
  exit 3
}
index=$RUNNER_TEMP/ringfence-index
[[ $RINGFENCE_PACK_SHA256 =~ ^[0-9a-f]{64}$ ]] || fail "the input index-sha256 is no SHA-256"
if [ -d "$index" ] && ringfence index list "$index" >/dev/null 2>&1; then
  exit 0
fi
rm -rf "$index"
pack=$RINGFENCE_PACK
if [[ $pack =~ ^([^/]+/[^@/]+)@([^:]+):(.+)$ ]]; then
  repository=${BASH_REMATCH[1]} tag=${BASH_REMATCH[2]} file=${BASH_REMATCH[3]}
  gh release download "$tag" --repo "$repository" --pattern "$file" --dir "$RUNNER_TEMP" --clobber ||
    fail "could not download the index $file of $repository $tag; check its name and the network"
  pack=$RUNNER_TEMP/$file
fi
[ -f "$pack" ] || fail "there is no index pack at $pack"
echo "$RINGFENCE_PACK_SHA256  $pack" | sha256sum --check --quiet - ||
  fail "the index pack is not the file with the SHA-256 $RINGFENCE_PACK_SHA256"
ringfence index import "$pack" "$index" || fail "the index pack could not be unpacked"
