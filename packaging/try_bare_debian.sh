#!/bin/bash
# Try ./run and ./test on a bare Debian, as root and as an ordinary user, without a screen.
#
#   packaging/try_bare_debian.sh bookworm /var/tmp/bookworm
#   packaging/try_bare_debian.sh trixie /var/tmp/trixie
#
# Needs root, debootstrap and util-linux. The second word is the folder of the bare system: made where it is missing,
# and never changed by a trial, which works in copies beside it (FOLDER.root, FOLDER.user; they stay for a look).
#
#   MIRROR      where Debian's packages come from
#   CA_BUNDLE   certificates that pip is to trust, where the network has an authority of its own
#   TESTS       what to hand to ./test ("" for everything)
set -u -o pipefail

suite=${1:?a Debian release, such as bookworm}
bare=${2:?the folder of the bare system}
mirror=${MIRROR:-http://deb.debian.org/debian}
tests=${TESTS-tests/packaging}
tree=$(cd "$(dirname "$0")/.." && pwd)
failures=0

make_bare() {
    [ -e "$bare/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$bare" "$mirror" || exit 2
    cp -L /etc/resolv.conf /etc/hosts "$bare/etc/"
    if [ -n "${CA_BUNDLE:-}" ]; then
        mkdir -p "$bare/etc/ssl/certs" && cp -L "$CA_BUNDLE" "$bare/etc/ssl/certs/trial.crt"
    fi
    if [ ! -e "$bare/usr/bin/python3" ]; then
        chroot "$bare" apt-get -qq update &&
            chroot "$bare" apt-get -qq install -y --no-install-recommends python3 >/dev/null || exit 2
    fi
    # What a person meets who has never asked apt for anything.
    rm -rf "$bare/var/lib/apt/lists"/*
}

# copy NAME: a fresh system with the checkout in /home/walker/my maps, owned by its user
copy() {
    place="$bare.$1"
    if mountpoint -q "$place/proc"; then umount "$place/proc"; fi
    rm -rf --one-file-system "$place"
    cp -a "$bare" "$place" && mount -t proc proc "$place/proc"
    home="$place/home/walker/my maps"
    chroot "$place" useradd --create-home walker
    mkdir -p "$home"
    git -C "$tree" ls-files -z --cached --others --exclude-standard | (cd "$tree" && tar c --null -T - --ignore-failed-read) | tar x -C "$home"
    chroot "$place" chown -R "$2:$2" "/home/walker"
}

# inside USER COMMAND...: in the checkout, with a clean environment and no terminal
inside() {
    local user=$1 home=/home/walker
    shift
    [ "$user" = root ] && home=/root
    ${NO_NETWORK:+unshare --net} chroot --userspec="$user:$user" "$place" env -i HOME="$home" \
        PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin ${CA_BUNDLE:+PIP_CERT=/etc/ssl/certs/trial.crt} \
        sh -c 'cd "/home/walker/my maps" && "$@"' trial "$@" </dev/null
}

# expect EXIT-CODE WORDS TITLE COMMAND...
expect() {
    local code=$1 words=$2 title=$3 start=$SECONDS output result
    shift 3
    output=$("$@" 2>&1)
    result=$?
    if [ $result = "$code" ] && grep -qF -- "$words" <<<"$output" && ! grep -q Traceback <<<"$output"; then
        echo "ok      $title ($((SECONDS - start)) s)"
    else
        failures=$((failures + 1))
        echo "FAILED  $title: exit code $result, wanted $code and: $words"
    fi
    sed 's/^/        | /' <<<"$output"
}

make_bare

echo "== $suite, root"
copy root root
expect 0 "Installing with apt" "./run installs what is missing and exports the sample" inside root ./run
expect 0 ".png" "./run again is quick" inside root ./run
expect 0 "%PDF" "the PDF is there" inside root sh -c 'head -c 5 out/*.pdf'
expect 0 " passed" "./test" inside root ./test $tests

echo "== $suite, an ordinary user"
copy user walker
expect 1 "python3-venv libegl1" "./run names one line for all that the system lacks" inside walker ./run
chroot "$place" sh -c 'apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-venv' >/dev/null 2>&1
NO_NETWORK=1 expect 1 "internet" "./run without a network says so" inside walker ./run
expect 1 "libegl1" "./run names the line for the system libraries" inside walker ./run
needed=$(inside walker ./run 2>&1 | grep -oE 'apt install [^"]*')
chroot "$place" sh -c "DEBIAN_FRONTEND=noninteractive ${needed/install/install -y}" >/dev/null 2>&1
expect 0 ".png" "./run after that line was typed" inside walker ./run
expect 0 " passed" "./test" inside walker ./test $tests

umount "$bare.root/proc" "$bare.user/proc"
echo "== $suite: $failures failed"
[ $failures = 0 ]
