#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scripts in fonts/: what they make, and that they say what is wrong and make nothing.
set -u
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

# check WHY COMMAND…: the command must succeed.
check() {
    why=$1
    shift
    if "$@" >/dev/null 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $why"
    fi
}
refused() { ! fonts/icon_codes "$folder/icons" "$folder/codes" >"$folder/out" 2>"$folder/err"; }
says() { grep -q "$1" "$folder/err" && [ ! -s "$folder/out" ]; }

printf '{\n  "house": 57589,\n  "x": 57777\n}\n' >"$folder/codes"

printf '# ours\n\nHOME house\nCLOSE   x\n' >"$folder/icons"
fonts/icon_codes "$folder/icons" "$folder/codes" >"$folder/out"
check "one ICON() a line, in the order of the list" \
    test "$(grep '^ICON' "$folder/out")" = "ICON(HOME, 0xe0f5)
ICON(CLOSE, 0xe1b1)"

for row in 'HOME hause|has no “hause”' 'HOME house\nHOME x|twice: HOME' 'home house|upper-case' \
    'HOME|is not “NAME' 'HOME house x|is not “NAME'; do
    printf "${row%%|*}\n" >"$folder/icons"
    check "${row%%|*} is refused" refused
    check "${row%%|*} is explained, with file and line" says "icons:[0-9]*: .*${row#*|}"
done
: >"$folder/icons"
check "an empty list makes no header" refused
check "icon_codes without its files says how it is used" \
    sh -c '! fonts/icon_codes 2>&1 | grep -v -q usage'

check "subset names the package when Noto is missing" \
    sh -c "! fonts/subset $folder/none.ttc $folder/out.otf 2>$folder/err && grep -q fonts-noto-cjk $folder/err"
check "and makes nothing" test ! -e "$folder/out.otf"
cp fonts/icons.txt "$folder/notfont.ttc"
check "subset refuses a file that is no font" \
    sh -c "! fonts/subset $folder/notfont.ttc $folder/out.otf 2>/dev/null && test ! -e $folder/out.otf"

share=${ANJU_SHARE:-build/share}
for weight in regular bold; do
    check "$weight.otf has been made and is small" \
        test "$(stat -c %s "$share/fonts/$weight.otf")" -lt 2500000
    check "$weight.otf is the face with Chinese shapes" \
        sh -c "ttx -q -t name -o - $share/fonts/$weight.otf | grep -q 'Noto Sans CJK SC'"
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
