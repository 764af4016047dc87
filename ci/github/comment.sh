#!/usr/bin/env bash
# Keeps one comment on the pull request: the next run finds it by its first line and writes over it.
set -euo pipefail
number=$(jq -r '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
[[ $number =~ ^[0-9]+$ ]] || exit 0
comments=repos/$GITHUB_REPOSITORY/issues/$number/comments
if ! id=$(gh api --paginate "$comments" --jq \
  '.[] | select(.user.type == "Bot" and (.body | startswith("<!-- ringfence -->"))) | .id' | head -n 1); then
  echo "::warning title=Ringfence::The comment could not be written; the result is in the job's summary."
  exit 0
fi
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$RINGFENCE_COMMENT" >/dev/null
else
  gh api --method POST "$comments" --field "body=@$RINGFENCE_COMMENT" >/dev/null
fi || echo "::warning title=Ringfence::The comment could not be written (a fork's token cannot); the result is in the job's summary."
