#!/usr/bin/env bash
# Builds the shims through which the benchmarks call libtorch and ADOL-C, each if its headers are installed
# (Debian: apt-get install g++ libtorch-dev libopenblas0-pthread libadolc-dev; without OpenBLAS libtorch runs on the reference BLAS, ten
# times slower). Build the benchmarks afterwards: they take along what lies in bin.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p bin

build() {
    local name=$1 header=$2 package=$3
    shift 3
    if [ -e "$header" ]; then
        echo "$name"
        "${CXX:-g++}" -std=c++17 -O3 -march=native -shared -fPIC "$name.cpp" -o "bin/libsymbolicgrad_$name.so" "$@"
    else
        echo "$name: skipped, $header is not there (Debian: apt-get install $package)"
    fi
}

include=${TORCH_INCLUDE:-/usr/include}
build torch "$include/torch/csrc/api/include/torch/torch.h" libtorch-dev \
    -I"$include" -I"$include/torch/csrc/api/include" -ldl -ltorch -ltorch_cpu -lc10
build adolc "${ADOLC_INCLUDE:-/usr/include}/adolc/adolc.h" libadolc-dev -I"${ADOLC_INCLUDE:-/usr/include}" -ladolc
