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

int adolc_least_squares(int n, int points, const double* x) {
    return record(n, x, [points](const std::vector<adouble>& v) {
        adouble sum = 0;
        for (int i = 0; i < points; i++) {
            double t = -1 + i * 2.0 / (points - 1), power = 1;
            adouble residual = (t > 0) - (t < 0);
            for (const adouble& coefficient : v) {
                residual -= coefficient * power;
                power *= t;
            }
            sum += residual * residual;
        }
        return adouble(sum / 2);
    });
}

// parameters: two rows a layer of four gates each, then three rows more
int adolc_lstm(int layers, int characters, int bits, const double* parameters, const double* state, const double* sequence) {
    int extra = 8 * layers * bits;
    return record(extra + 3 * bits, parameters, [=](const std::vector<adouble>& p) {
        std::vector<adouble> h(layers * bits), c(layers * bits), x(bits);
        for (int layer = 0; layer < layers; layer++)
            for (int j = 0; j < bits; j++) {
                h[layer * bits + j] = state[2 * layer * bits + j];
                c[layer * bits + j] = state[(2 * layer + 1) * bits + j];
            }
        adouble total = 0;
        for (int t = 0; t + 1 < characters; t++) {
            for (int j = 0; j < bits; j++) x[j] = sequence[t * bits + j] * p[extra + j];
            for (int layer = 0; layer < layers; layer++)
                for (int j = 0; j < bits; j++) {
                    int at = layer * bits + j, w = 8 * layer * bits + j, b = w + 4 * bits;
                    adouble forget = sigmoid(x[j] * p[w] + p[b]), input = sigmoid(h[at] * p[w + bits] + p[b + bits]);
                    adouble output = sigmoid(x[j] * p[w + 2 * bits] + p[b + 2 * bits]), change = tanh(h[at] * p[w + 3 * bits] + p[b + 3 * bits]);
                    c[at] = c[at] * forget + input * change;
                    h[at] = output * tanh(c[at]);
                    x[j] = h[at];
                }
            adouble sum = 2;
            for (int j = 0; j < bits; j++) {
                x[j] = x[j] * p[extra + bits + j] + p[extra + 2 * bits + j];
                sum += exp(x[j]);
            }
            adouble log_sum = log(sum);
            for (int j = 0; j < bits; j++) total += sequence[(t + 1) * bits + j] * (x[j] - log_sum);
        }
        return adouble(-total / ((characters - 1) * bits));
    });
}

// parameters: alpha, mu, q, l; no extra degrees of freedom, gamma 1
int adolc_mixture(int d, int k, int n, const double* parameters, const double* x, double constant) {
    int below = d * (d - 1) / 2, mu = k, q = mu + k * d, l = q + k * d;
    auto log_sum_exp = [](const adouble* v, int length) {
        double max = v[0].value();
        for (int i = 1; i < length; i++) max = std::max(max, v[i].value());
        adouble sum = 0;
        for (int i = 0; i < length; i++) sum += exp(v[i] - max);
        return adouble(log(sum) + max);
    };
    return record(l + k * below, parameters, [=](const std::vector<adouble>& p) {
        std::vector<adouble> diagonal(k * d), sums(k), centred(d), transformed(d), terms(k);
        adouble value = constant;
        for (int c = 0; c < k; c++) {
            sums[c] = 0;
            adouble squares = 0;
            for (int i = c * d; i < (c + 1) * d; i++) {
                diagonal[i] = exp(p[q + i]);
                sums[c] += p[q + i];
                squares += diagonal[i] * diagonal[i];
            }
            for (int i = c * below; i < (c + 1) * below; i++) squares += p[l + i] * p[l + i];
            value -= 0.5 * squares;
        }
        for (int point = 0; point < n; point++) {
            for (int c = 0; c < k; c++) {
                int at = l + c * below;
                for (int i = 0; i < d; i++) {
                    centred[i] = x[point * d + i] - p[mu + c * d + i];
                    transformed[i] = diagonal[c * d + i] * centred[i];
                }
                for (int j = 0; j < d; j++)
                    for (int i = j + 1; i < d; i++) transformed[i] += p[at++] * centred[j];
                adouble squares = 0;
                for (int i = 0; i < d; i++) squares += transformed[i] * transformed[i];
                terms[c] = p[c] + sums[c] - 0.5 * squares;
            }
            value += log_sum_exp(terms.data(), k);
        }
        return adouble(value - n * log_sum_exp(p.data(), k));
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
