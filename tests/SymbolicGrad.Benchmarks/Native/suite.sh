#!/usr/bin/env bash
set -euo pipefail

usage() {
    cat <<'EOF'
Usage: suite.sh CHECKOUT [OPTION...]

Builds the C++ tools of a checkout of the GradBench suite (github.com/gradbench/gradbench) with the suite's own makefiles, and measures them and
SymbolicGrad in turn on the same inputs. Prints a table in Markdown. Nothing is written to the checkout; programs are kept in Native/bin/suite
and built again when that is gone.

Options are those of the comparison: --only EVAL..., --seconds NUMBER, --rounds NUMBER.

Which tools:
  manual, tapenade  always
  adol-c            if libadolc-dev is installed
  codipack, cppad   if CPATH leads to codi.hpp or cppad/cppad.hpp
  adept             if CPATH leads to adept_source.h
Each with every compiler of COMPILERS (g++ and the clang++ there is, if not set); a program that does not compile is left out, its errors are
beside the programs. The suite's JSON library is needed (Debian: apt-get install nlohmann-json3-dev).
EOF
}

fail() {
    echo "suite.sh: $1" >&2
    echo "suite.sh --help says more." >&2
    exit 1
}

case ${1:-} in
    -h | --help) usage; exit 0 ;;
    "") fail "name the folder of a checkout of the suite" ;;
esac
[ -f "$1/cpp/gradbench/main.hpp" ] || fail "'$1' is no checkout of the suite: there is no cpp/gradbench/main.hpp"
checkout=$(realpath "$1")
shift
cd "$(dirname "${BASH_SOURCE[0]}")"
bin=$PWD/bin/suite

export CPATH=${CPATH:+$CPATH:}$checkout/cpp:/usr/include/nlohmann
has() { echo "#include <$1>" | g++ -E -x c++ - > /dev/null 2>&1; }
has json.hpp || fail "json.hpp is not there (Debian: apt-get install nlohmann-json3-dev)"

declare -A header=([manual]= [tapenade]= [adol-c]=adolc/adolc.h [codipack]=codi.hpp [cppad]=cppad/cppad.hpp [adept]=adept_source.h)
clang=$(compgen -c clang++ | grep -E '^clang\+\+(-[0-9]+)?$' | sort -u | head -1 || true)
for tool in manual tapenade adol-c codipack cppad adept; do
    if [ -n "${header[$tool]}" ] && ! has "${header[$tool]}"; then
        echo "$tool: left out, ${header[$tool]} is not there" >&2
        continue
    fi
    for compiler in ${COMPILERS:-g++ $clang}; do
        programs=$bin/$tool/$compiler
        [ -e "$programs" ] && continue
        echo "$tool, $compiler" >&2
        mkdir -p "$programs"
        sources=$(mktemp -d)
        mkdir "$sources/tools"
        cp -r "$checkout/cpp" "$sources/cpp"
        cp -r "$checkout/tools/$tool" "$sources/tools/"
        c=${compiler/clang++/clang}
        for eval in lstm gmm ba ht kmeans lse llsq ode det; do
            [ -e "$sources/tools/$tool/$eval.cpp" ] || continue
            if make -C "$sources/tools/$tool" "bin/$eval" CXX="$compiler" CC="${c/g++/gcc}" > "$programs/$eval.log" 2>&1; then
                mv "$sources/tools/$tool/bin/$eval" "$programs/$eval"
                rm "$programs/$eval.log"
            else
                echo "  $eval does not compile: $programs/$eval.log" >&2
            fi
        done
        rm -r "$sources"
    done
done

exec dotnet run -c Release --project ../../SymbolicGrad.GradBench -- compare --peers "$bin" --checkout "$checkout" "$@"
