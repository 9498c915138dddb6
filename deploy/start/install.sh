#!/bin/sh
# Install the office from this bundle, without any network: sh install.sh [FOLDER] (/opt/jixiao).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-/opt/jixiao}
python=${PYTHON:-python@PYTHON@}
command -v "$python" >/dev/null || { echo "没有找到 $python：请先安装 Python @PYTHON@，或用 PYTHON=... 指定。"; exit 1; }
"$python" -c 'import sys; sys.exit(0 if "%d.%d" % sys.version_info[:2] == "@PYTHON@" else "这一包是给 Python @PYTHON@ 的，%s 是 %s。" % (sys.executable, sys.version.split()[0]))'
mkdir -p "$folder"
# What was there is kept until the new one works: back by renaming venv.before to venv.
rm -rf "$folder/venv.new"
"$python" -m venv "$folder/venv.new"
"$folder/venv.new/bin/python" -m pip install --isolated --quiet --no-index --disable-pip-version-check \
    --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
"$folder/venv.new/bin/python" -m jixiao.cli.main --version
rm -rf "$folder/venv.before"
if [ -d "$folder/venv" ]; then mv "$folder/venv" "$folder/venv.before"; fi
mv "$folder/venv.new" "$folder/venv"
# Scripts of an environment name its folder, which has just moved.
"$folder/venv/bin/python" -m venv --upgrade "$folder/venv" >/dev/null
sed -i "1s|.*|#!$folder/venv/bin/python|" "$folder/venv/bin/jixiao"
"$folder/venv/bin/jixiao" --version
echo "装好了：$folder/venv/bin/jixiao serve --home 数据文件夹"
