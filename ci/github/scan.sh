#!/usr/bin/env bash
# Scans what a pull request, a merge group or a push adds. Nothing of the change is checked out or run: its commits are
# fetched as objects, and the policy comes from the base.
set -euo pipefail
out=$RUNNER_TEMP/ringfence-report
mkdir -p "$out"
event() { jq -r "$1 // empty" "$GITHUB_EVENT_PATH"; }
output() { echo "$1=$2" >>"$GITHUB_OUTPUT"; }
is_commit() { [[ $1 =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]] && [[ ! $1 =~ ^0+$ ]]; }
# What could not be scanned must be as loud as a finding.
unchecked() {
  local message=$1
  {
    echo "<!-- ringfence -->"
    echo "### Ringfence: this change was NOT checked"
    echo
    printf '    %s\n' "${message//$'\n'/$'\n'    }"
  } >"$out/comment.md"
  cat "$out/comment.md" >>"$GITHUB_STEP_SUMMARY"
  local flat=${message//'%'/%25}
  echo "::error title=Ringfence: this change was NOT checked::${flat//$'\n'/%0A}"
  output status 3
  output comment "$out/comment.md"
  exit 0
}

number=
case $GITHUB_EVENT_NAME in
pull_request | pull_request_target)
  number=$(event .pull_request.number)
  base=$(event .pull_request.base.sha)
  head=$(event .pull_request.head.sha)
  range=$base...$head
  ref=refs/pull/$number/head
  ;;
merge_group)
  base=$(event .merge_group.base_sha)
  head=$(event .merge_group.head_sha)
  range=$base..$head
  ref=$head
  ;;
push)
  base=$(event .before)
  head=$(event .after)
  range=$base..$head
  ref=$head
  if ! is_commit "$base"; then
    # The first push of a branch has nothing before it: all that the default branch lacks is new.
    default=$(event .repository.default_branch)
    if [ "$(event .ref)" = "refs/heads/$default" ]; then
      base=$head
      range=$(git hash-object -t tree /dev/null)..$head
    elif [ -n "$default" ] && git fetch --quiet --no-tags origin "+refs/heads/$default:refs/ringfence/default"; then
      base=$(git rev-parse --verify -q "refs/ringfence/default^{commit}" || true)
      range=$base...$head
    else
      unchecked "the first push of a branch, and its default branch '$default' could not be fetched"
    fi
  fi
  ;;
*) unchecked "the event $GITHUB_EVENT_NAME names no change; use pull_request, pull_request_target, merge_group or push" ;;
esac
is_commit "$base" && is_commit "$head" || unchecked "the event names no range of commits: '$base' to '$head'"

# The history between both, whatever the checkout fetched. Objects alone: nothing is checked out.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --no-tags --unshallow origin "$base" 2>&1 || unchecked "could not fetch the history of $base"
fi
for commit in "$base" "$head"; do
  git cat-file -e "$commit^{commit}" 2>/dev/null && continue
  what=$commit
  [ "$commit" = "$head" ] && what=$ref
  git fetch --quiet --no-tags origin "$what" || unchecked "could not fetch $what; check the network and the permissions"
done
git cat-file -e "$head^{commit}" 2>/dev/null ||
  unchecked "the head $head is gone, which a push during the run does; run the check again"

arguments=(scan "$RUNNER_TEMP/ringfence-index" --diff "$range" --format annotations
  --report "sarif=$out/ringfence.sarif" --report "json=$out/ringfence.json" --report "markdown=$out/comment.md"
  --receipt "$out/receipt.intoto.json" --timeout "${RINGFENCE_TIMEOUT:-600}")
[ -z "${RINGFENCE_FAIL_ON:-}" ] || arguments+=(--fail-on "$RINGFENCE_FAIL_ON")
[ -z "${RINGFENCE_MAX_INDEX_AGE:-}" ] || arguments+=(--max-index-age "$RINGFENCE_MAX_INDEX_AGE")
rm -f "$out"/ringfence.* "$out/comment.md"
status=0
ringfence "${arguments[@]}" 2>"$out/log" || status=$?
cat "$out/log" >&2
if [ ! -s "$out/ringfence.json" ]; then
  unchecked "$(cat "$out/log")"
fi
cat "$out/comment.md" >>"$GITHUB_STEP_SUMMARY"
output status "$status"
output findings "$(jq '.findings | length' "$out/ringfence.json")"
output sarif "$out/ringfence.sarif"
output report "$out/ringfence.json"
output receipt "$out/receipt.intoto.json"
[ -z "$number" ] || output comment "$out/comment.md"
