#!/bin/sh
# Scores bin/hearsay with the scorer beside the repository, where there is one,
# on the reference page and on PolNeAR's development articles.
set -eu
shared=${SHARED:-../shared}
scorer=$shared/score/score.py
if [ ! -f "$scorer" ] || ! command -v python3 >/dev/null; then
  echo "no scorer beside the repository ($scorer) or no python3: the outside scores are left out"
  exit 0
fi
mkdir -p bin/accuracy

# score NAME GOLD [flags and inputs of hearsay read]
score() {
  name=$1 gold=$2
  shift 2
  if [ ! -d "$gold" ]; then
    echo "$name: left out, no $gold"
    return
  fi
  bin/hearsay read --format json "$@" >"bin/accuracy/$name.jsonl"
  echo "$name:"
  python3 "$scorer" claims "$gold" "bin/accuracy/$name.jsonl" | python3 -c '
import json, sys
for field, value in json.load(sys.stdin).items(): print(f"  {field}: {json.dumps(value)}")'
}

score seed "$shared/seed" --date 2019-04-19 "$shared/seed/article.txt"
score polnear-dev "$shared/corpora/attribution/polnear/dev" --input text "$shared/corpora/attribution/polnear/dev/text"
