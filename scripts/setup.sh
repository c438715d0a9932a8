# Makes .venv with everything the project needs; sourced by build and test.
# usage: set_up EXTRA   (EXTRA is [site] or [test])

set_up() {
    extra=$1
    wanted="$(cat pyproject.toml scripts/constraints.txt | cksum)"
    if [ -x .venv/bin/edition ]; then
        case "$(cat .venv/ready 2> /dev/null)" in
            "$wanted $extra" | "$wanted [test]") return ;;
        esac
    fi
    python=$(find_python)
    echo "set up: virtual environment .venv ($("$python" --version))"
    [ -x .venv/bin/python ] || make_venv "$python"
    echo "set up: packages (edition$extra)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --constraint scripts/constraints.txt --editable ".$extra"
    [ "$extra" != "[test]" ] || add_html_checker
    ask_system "$extra"
    printf '%s' "$wanted $extra" > .venv/ready
}

# The Nu checker of HTML is in no Python package; where npm fails, its test is skipped.
add_html_checker() {
    .venv/bin/npm install --silent --no-audit --no-fund --prefix .venv/node vnu-jar@26.9.27 ||
        echo "set up: the HTML checker could not be had from npm" >&2
}

# What no Python package carries: Pango for PDF, for the tests a browser.
ask_system() {
    lacking=""
    .venv/bin/python -c 'import weasyprint' > /dev/null 2>&1 ||
        lacking="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    if [ "$1" = "[test]" ] && ! command -v chromium > /dev/null; then
        lacking="$lacking chromium"
    fi
    [ -n "$lacking" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        echo "set up: $lacking from Debian"
        # shellcheck disable=SC2086
        apt-get update -qq && apt-get install -qq -y $lacking > /dev/null || true
    else
        echo "set up: without $lacking no PDF is made, or the pages are not tried in a browser" >&2
        echo "set up: (Debian: sudo apt install $lacking)" >&2
    fi
}

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" > /dev/null &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
            echo "$name"
            return
        fi
    done
    echo "set up: Python 3.11 or later is needed (Debian: apt install python3)" >&2
    exit 1
}

make_venv() {
    # Debian ships Python without venv; as root it is installed, otherwise asked for.
    if ! "$1" -m venv .venv 2> /dev/null || [ ! -x .venv/bin/pip ]; then
        rm -rf .venv
        if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
            echo "set up: python3-venv from Debian"
            apt-get update -qq && apt-get install -qq -y python3-venv > /dev/null
            "$1" -m venv .venv
        else
            echo "set up: $1 has no venv (Debian: sudo apt install python3-venv)" >&2
            exit 1
        fi
    fi
}
