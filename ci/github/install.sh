#!/usr/bin/env bash
# Installs one release of Ringfence by its checksum, and puts it on the PATH of later steps.
set -euo pipefail
fail() {
  echo "::error title=Ringfence: the change was NOT checked::$1"
  echo "error[action/install]: $1" >&2
  exit 3
}
case "$(uname -s)-$(uname -m)" in
Linux-x86_64) platform=linux-x64 ;;
Linux-aarch64) platform=linux-aarch64 ;;
*) fail "there is no archive for $(uname -s) on $(uname -m); run on a Linux runner" ;;
esac
[[ $RINGFENCE_SHA256 =~ ^[0-9a-f]{64}$ ]] || fail "the input sha256 is no SHA-256; take it from the release's SHA256SUMS"
archive=ringfence-${RINGFENCE_VERSION#v}-$platform.tar.gz
folder=$RUNNER_TEMP/ringfence
mkdir -p "$folder"
gh release download "$RINGFENCE_VERSION" --repo "$RINGFENCE_REPOSITORY" --pattern "$archive" --dir "$folder" --clobber ||
  fail "could not download $archive of $RINGFENCE_REPOSITORY $RINGFENCE_VERSION; check the version and the network"
echo "$RINGFENCE_SHA256  $folder/$archive" | sha256sum --check --quiet - ||
  fail "$archive is not the file with the SHA-256 $RINGFENCE_SHA256; it was not run"
tar -xzf "$folder/$archive" -C "$folder" --strip-components=1
rm "$folder/$archive"
# Start-up is tuned once for this machine; without that it only starts slower.
"$folder/bin/ringfence-train" || echo "::notice::Ringfence starts without its class cache."
echo "$folder/bin" >>"$GITHUB_PATH"
