#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make install` into a folder: what is there, that it runs where it lies, that systemd would take its
# units, and that nothing is left when it is taken away.
set -u
build=${ANJU_BIN:-build}
work=$(mktemp -d "${TMPDIR:-/tmp}/anju-install.XXXXXX") || exit 2
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
unset ANJU_SHARE ANJU_BIN ANJU_DATA DISPLAY WAYLAND_DISPLAY
kiosk_unit=lib/systemd/system/anju-kiosk.service
desk_unit=lib/systemd/system/anju-desk.service
x_unit=lib/systemd/system/anju-x.service

check() { # what for, command…
    why=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $why"
        head -12 "$work/log" | cut -c 1-200
    fi
}
refuse() { # what for, command…
    why=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        failed=$((failed + 1))
        echo "FAILED: $why: was not refused"
    else
        passed=$((passed + 1))
    fi
}
is() { [ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\""; return 1; }; }
empty() { [ ! -e "$1" ] || [ -z "$(find "$1" -mindepth 1 | tee /dev/stderr)" ]; }
mode() { is "$(stat -c %a "$1")" "$2"; }

# --- installed, run, removed, for each prefix --------------------------------------------------------
printf 'tap 找工作\nexpect 小区保洁员\nshot list\n' >"$work/journey.txt"
printf 'expect Find work\n' >"$work/english.txt"
for prefix in /usr /usr/local /opt/anju; do
    root=$work/root$(echo $prefix | tr / -)
    at=$root$prefix
    check "install, $prefix" env DESTDIR="$root" PREFIX=$prefix deploy/install "$build"
    for file in bin/anju bin/anju-kiosk bin/anju-desk $kiosk_unit $desk_unit $x_unit lib/sysusers.d/anju.conf \
        lib/tmpfiles.d/anju.conf lib/udev/rules.d/70-anju.rules share/anju/config/anju.conf \
        share/anju/fonts/regular.otf share/anju/fonts/icons.ttf share/anju/assets/i18n/en.mo \
        share/anju/assets/readings.tsv share/doc/anju/README.md; do
        check "$prefix/$file" test -s "$at/$file"
    done
    check "the X server's settings" test -s "$root/etc/X11/xorg.conf.d/70-anju.conf"
    check "modes: programs" mode "$at/bin/anju-kiosk" 755
    check "modes: files" mode "$at/share/anju/config/anju.conf" 644
    check "stripped" sh -c "! readelf -S '$at/bin/anju' | grep -q '\.debug_info'"
    check "nobody but its owner writes anything" \
        sh -c "[ -z \"\$(find '$root' -type f -perm /022)\" ]"
    check "the unit starts what was installed" \
        grep -q "^ExecStart=$prefix/bin/anju-kiosk " "$at/$kiosk_unit"
    check "the programs find their files: demo" \
        "$at/bin/anju" demo --data "$work/data$prefix" --clock 2026-11-24T09:41
    check "the programs find their files: a journey" \
        "$at/bin/anju-kiosk" --data "$work/data$prefix" --clock 2026-11-24T09:41 \
        --script "$work/journey.txt" --out "$work/out$prefix"
    check "a picture" test -s "$work/out$prefix/list.png"
    check "the programs find their files: English" \
        "$at/bin/anju-kiosk" --data "$work/data$prefix" --clock 2026-11-24T09:41 --lang en \
        --script "$work/english.txt"
    check "installed twice is installed once" \
        env DESTDIR="$root" PREFIX=$prefix deploy/install "$build"
    check "each file is listed once" \
        sh -c "sort '$at/share/anju/installed' | uniq -d | (! grep .)"
    if [ $prefix != /usr ]; then # the last one is looked at below
        check "uninstall, $prefix" env DESTDIR="$root" PREFIX=$prefix deploy/install --remove
        check "nothing is left of $prefix" empty "$root"
    fi
done

# --- what systemd says of it -------------------------------------------------------------------------
root=$work/root-usr
for unit in $kiosk_unit $desk_unit $x_unit; do
    check "$unit: at most 2.0" systemd-analyze security --offline=true --threshold=20 "$root/usr/$unit"
    check "$unit: no word that systemd does not know" sh -c "
        systemd-analyze security --offline=true '$root/usr/$unit' 2>&1 >'$work/table' | (! grep .)"
done
sed 's/^\(NoNewPrivileges\|CapabilityBoundingSet\|ProtectSystem\|SystemCallFilter\|Restrict\|Private\|Protect\).*//' \
    "$root/usr/$kiosk_unit" >"$work/soft.service"
refuse "a unit without its guards" systemd-analyze security --offline=true --threshold=20 "$work/soft.service"
refuse "a desk that cannot tell one boot from the next" grep -q '^ProcSubset=pid' "$root/usr/$desk_unit"
refuse "a kiosk that cannot tell one boot from the next (guess.c)" grep -q '^ProcSubset=pid' "$root/usr/$kiosk_unit"
# Beside systemd's own units, with programs where these say that they are.
other=$work/verify
mkdir -p "$other/usr/lib/systemd" "$other/usr/lib/xorg" "$other/usr/bin" "$other/bin"
cp -r /usr/lib/systemd/system "$other/usr/lib/systemd/"
cp "$root/usr/$kiosk_unit" "$root/usr/$desk_unit" "$root/usr/$x_unit" "$other/usr/lib/systemd/system/"
for program in bin/sh usr/bin/anju usr/bin/anju-kiosk usr/bin/anju-desk usr/lib/xorg/Xorg; do cp /bin/true "$other/$program"; done
verify() {
    systemd-analyze verify --root="$other" anju-kiosk.service anju-desk.service anju-x.service >"$work/said" 2>&1
    ! grep -i anju "$work/said"
}
check "systemd-analyze verify" verify
echo "Restrat=always" >>"$other/usr/$kiosk_unit"
refuse "a word that systemd does not know" verify

# The users and the folder, made below the same root.
mkdir -p "$root/etc"
check "sysusers" systemd-sysusers --root="$root"
for user in anju-kiosk anju-desk anju-x; do
    check "$user: cannot log in" grep -q "^$user:.*:/usr/sbin/nologin\$" "$root/etc/passwd"
    check "$user: no password" grep -q "^$user:!" "$root/etc/shadow"
done
for pair in anju:anju-kiosk anju:anju-desk audio:anju-kiosk video:anju-x input:anju-x render:anju-x tty:anju-x; do
    check "group $pair" grep -q "^${pair%:*}:.*[:,]${pair#*:}\(,\|\$\)" "$root/etc/group"
done
if [ "$(id -u)" = 0 ]; then
    check "tmpfiles" systemd-tmpfiles --root="$root" --create anju.conf
    check "the node's folder is the kiosk's" \
        is "$(stat -c %u "$root/var/lib/anju" 2>&1)" "$(sed -n 's/^anju-kiosk:[^:]*:\([0-9]*\):.*/\1/p' "$root/etc/passwd")"
    check "the node's folder is closed to others" mode "$root/var/lib/anju" 2770
    check "the key of the certificate is the desk's alone" mode "$root/var/lib/anju/tls" 700
fi
rm -rf "$root/etc/passwd" "$root/etc/shadow" "$root/etc/group" "$root/etc/gshadow" "$root/var" \
    "$root/etc/"*- "$root/etc/.pwd.lock"

# Each group and each device that a unit names is made by one of the other files, or by Debian.
for name in $(sed -n 's/^\(User\|Group\)=//p' "$root/usr/$kiosk_unit" "$root/usr/$desk_unit" "$root/usr/$x_unit" | sort -u); do
    check "$name is a user of ours" grep -q "^u $name " "$root/usr/lib/sysusers.d/anju.conf"
done
for name in anju-printer anju-scanner; do
    check "/dev/$name is given by udev" grep -q "SYMLINK+=\"$name\"" "$root/usr/lib/udev/rules.d/70-anju.rules"
    check "/dev/$name is what anju.conf means" grep -q "/dev/$name" "$root/usr/share/anju/config/anju.conf"
done

# --- taken away --------------------------------------------------------------------------------------
echo "not ours" >"$root/usr/bin/other"
check "uninstall" env DESTDIR="$root" PREFIX=/usr deploy/install --remove
check "what others put there stays" is "$(find "$root" -type f)" "$root/usr/bin/other"
refuse "uninstall twice" env DESTDIR="$root" PREFIX=/usr deploy/install --remove
refuse "a relative prefix" env DESTDIR="$root" PREFIX=usr deploy/install "$build"
refuse "without a build" env DESTDIR="$work/none" PREFIX=/usr deploy/install "$work/nothing"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
