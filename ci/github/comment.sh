#!/usr/bin/env bash
# Keeps one comment of a kind on the pull request: the next run finds it by its first line and writes over it.
set -euo pipefail
mark=$(head -n 1 "$RINGFENCE_COMMENT")
case $mark in
"<!-- ringfence -->" | "<!-- ringfence-attest -->") ;;
*) echo "::warning title=Ringfence::$RINGFENCE_COMMENT is no comment of this action."; exit 0 ;;
esac
number=$(jq -r '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
[[ $number =~ ^[0-9]+$ ]] || exit 0
comments=repos/$GITHUB_REPOSITORY/issues/$number/comments
if ! id=$(gh api --paginate "$comments" --jq \
  '.[] | select(.user.type == "Bot" and (.body | startswith("'"$mark"'"))) | .id' | head -n 1); then
  echo "::warning title=Ringfence::The comment could not be written; the result is in the job's summary."
  exit 0
fi
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$RINGFENCE_COMMENT" >/dev/null
else
  gh api --method POST "$comments" --field "body=@$RINGFENCE_COMMENT" >/dev/null
fi || echo "::warning title=Ringfence::The comment could not be written (a fork's token cannot); the result is in the job's summary."
