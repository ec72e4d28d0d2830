// The scalar and loop subjects in ADOL-C: recorded once, then only evaluated, which is the fastest way to use it (and right as long as
// the branches taken stay the same).
#include <adolc/adolc.h>

#include <algorithm>
#include <vector>

namespace {

short next_tag = 0;

template <typename F>
short record(int n, const double* x, F function) {
    short tag = next_tag++;
    trace_on(tag);
    std::vector<adouble> v(n);
    for (int i = 0; i < n; i++) v[i] <<= x[i];
    adouble y = function(v);
    double value;
    y >>= value;
    trace_off();
    return tag;
}

adouble sigmoid(const adouble& x) { return 1 / (1 + exp(-x)); }

}  // namespace

extern "C" {

int adolc_rosenbrock(int n, const double* x) {
    return record(n, x, [](const std::vector<adouble>& v) {
        adouble sum = 0;
        for (size_t i = 0; i + 1 < v.size(); i++) {
            adouble a = v[i + 1] - v[i] * v[i], b = 1 - v[i];
            sum += 100 * a * a + b * b;
        }
        return sum;
    });
}

int adolc_log_sum_exp(int n, const double* x) {
    double max = *std::max_element(x, x + n);
    return record(n, x, [max](const std::vector<adouble>& v) {
        adouble sum = 0;
        for (const adouble& element : v) sum += exp(element - max);
        return adouble(log(sum) + max);
    });
}

// constants: i1, i2, t1, t2
int adolc_two_two_two(const double* weights, const double* constants) {
    return record(10, weights, [constants](const std::vector<adouble>& w) {
        adouble h1 = sigmoid(w[0] * constants[0] + w[1] * constants[1] + w[8]);
        adouble h2 = sigmoid(w[2] * constants[0] + w[3] * constants[1] + w[8]);
        adouble e1 = sigmoid(h1 * w[4] + h2 * w[5] + w[9]) - constants[2];
        adouble e2 = sigmoid(h1 * w[6] + h2 * w[7] + w[9]) - constants[3];
        return adouble(0.5 * (e1 * e1 + e2 * e2));
    });
}

// Sets the gradient; the value is what the forward sweep of it has left.
double adolc_gradient(int tag, int n, const double* x, double* dx) {
    double value, one = 1;
    double* upstream = &one;
    zos_forward(tag, 1, n, 1, x, &value);
    fos_reverse(tag, 1, n, upstream, dx);
    return value;
}

}  // extern "C"
