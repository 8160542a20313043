# Collects programs of this machine, with all that they need to run, in a folder that becomes an image where none can be pulled.
# Sourced by docker/base-image and docker/test-images, which define `say`.
# shellcheck shell=bash

# Servers and ldconfig lie where not every user looks.
PATH=$PATH:/usr/sbin:/sbin

# The folder that is collected in; it goes with the script.
tree=''
new_tree() {
    [ -z "$tree" ] || rm -rf "$tree"
    tree=$(mktemp -d) || { say "no temporary folder can be made: set TMPDIR to a place with room"; exit 1; }
    mkdir -p "$tree"/usr/{bin,sbin,lib,lib64} "$tree"/{etc,proc,sys,dev,run,root,var/log,tmp}
    # As distributions have it: the same file by its old and its new path.
    for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$tree/$folder"; done
    chmod 755 "$tree" && chmod 1777 "$tree/tmp"
    ln -s /run "$tree/var/run"
    echo 'root:x:0:0:root:/root:/bin/sh' >"$tree/etc/passwd"
    echo 'root:x:0:' >"$tree/etc/group"
    # Names of services come from Docker's DNS server. It is asked through libraries that no program names.
    echo 'hosts: files dns' >"$tree/etc/nsswitch.conf"
    [ ! -e /etc/os-release ] || cp -L /etc/os-release "$tree/etc/"
    add_library libnss_files.so.2 libnss_dns.so.2 libresolv.so.2
}
trap '[ -z "$tree" ] || rm -rf "$tree"' EXIT

# The folder's real name, the file's own one: libraries are looked for by it.
add_file() {
    local file
    for file in "$@"; do
        mkdir -p "$tree$(readlink -f "$(dirname "$file")")"
        cp -L "$file" "$tree$(readlink -f "$(dirname "$file")")/$(basename "$file")" || exit 1
    done
}

# The shared libraries that programs or libraries name.
add_libraries_of() {
    local file
    ldd "$@" 2>/dev/null | grep -oE '/[^ :]+\.so[^ :]*' | sort -u | while read -r file; do
        [ -e "$tree$file" ] || add_file "$file"
    done
}

# Libraries by their short names, of those that this machine has.
add_library() {
    local name file
    for name in "$@"; do
        file=$(ldconfig -p | awk -v name="$name" '$1 == name { print $NF; exit }')
        [ -z "$file" ] || { add_file "$file"; add_libraries_of "$file"; }
    done
}

# Programs by name or path; those that are not there are left out.
add_program() {
    local name file
    for name in "$@"; do
        file=$(command -v "$name") || continue
        add_file "$file"
        add_libraries_of "$file"
    done
}

# A folder with the libraries that those in it name, without what only its authors need.
add_folder() {
    local folder=$1
    shift
    mkdir -p "$tree$folder"
    tar --create --directory "$folder" --exclude __pycache__ "${@/#/--exclude=}" . | tar --extract --no-same-owner --directory "$tree$folder"
    mapfile -t libraries < <(find "$tree$folder" -type f -name '*.so*')
    [ ${#libraries[@]} -eq 0 ] || add_libraries_of "${libraries[@]}"
}

# add_user NAME NUMBER [HOME]; the home is made, as the user's own.
add_user() {
    echo "$1:x:$2:$2::${3:-/}:/bin/sh" >>"$tree/etc/passwd"
    echo "$1:x:$2:" >>"$tree/etc/group"
    [ -z "${3:-}" ] || own "$2" "$3"
}

# own NUMBER FOLDER…: makes folders that a user may write to. Who is not root cannot give any away.
own() {
    local user=$1 folder
    shift
    for folder in "$@"; do
        mkdir -p "$tree$folder"
        if [ "$(id -u)" -eq 0 ]; then chown "$user:$user" "$tree$folder"; else chmod 1777 "$tree$folder"; fi
    done
}

# A shell, and what a health check or somebody who looks around wants. Bash for /dev/tcp: images have no curl.
add_shell() {
    add_program bash cat chown env id ls mkdir sleep
    if command -v dash >/dev/null; then
        add_program dash
        ln -s dash "$tree/usr/bin/sh"
    else
        ln -s bash "$tree/usr/bin/sh"
    fi
}

# import_tree NAME [DOCKERFILE LINE]…: the same files give the same layer, whenever it is made.
import_tree() {
    local name=$1 line changes=() owner=()
    shift
    for line in "$@"; do changes+=(--change "$line"); done
    [ "$(id -u)" -eq 0 ] || owner=(--owner=0 --group=0)
    tar --create --directory "$tree" "${owner[@]}" --numeric-owner --sort=name --mtime=@0 . |
        docker import "${changes[@]}" - "$name" >/dev/null || { say "$name could not be imported (Docker's own words are above)"; exit 1; }
    say "$name: $(docker image inspect --format '{{.Size}}' "$name" | awk '{ printf "%.0f MB", $1 / 1e6 }')"
}

# Ends the script where no Docker answers.
check_docker() {
    command -v docker >/dev/null 2>&1 || { say "docker is not installed: apt-get install docker.io"; exit 7; }
    docker version >/dev/null 2>&1 && return
    say "no Docker answers at ${DOCKER_HOST:-the default socket}: start one, or name it by DOCKER_HOST (docker/test-swarm env prints that of a test swarm)"
    exit 1
}
